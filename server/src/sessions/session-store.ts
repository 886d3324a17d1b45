// Tables `sessions` and `mailedCodes`. The cookie's value is never stored, only its SHA-256: it has 256 random bits, so no slow hash is needed.
import { createHash } from 'node:crypto'
import type { ProofKind, Role } from '@motp/shared/protocol/session'
import type { Db } from '../database/database.ts'
import { toUser } from '../users/user.ts'
import type { Proof, Session } from './session.ts'

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

export async function insertSession(db: Db, session: Session, secret: string): Promise<void> {
  const { user, roles, proofs, ...row } = session
  const json = { roles: JSON.stringify(roles), proofs: JSON.stringify(proofs) }
  await db
    .insertInto('sessions')
    .values({ ...row, ...json, userId: user.id, secretHash: hashSecret(secret) })
    .execute()
}

export async function findSessionBySecret(db: Db, secret: string): Promise<Session | undefined> {
  return first(await selectSessions(db).where('sessions.secretHash', '=', hashSecret(secret)).execute())
}

export async function findSession(db: Db, id: string): Promise<Session | undefined> {
  return first(await selectSessions(db).where('sessions.id', '=', id).execute())
}

export async function listSessionsOf(db: Db, userId: string): Promise<Session[]> {
  const rows = await selectSessions(db).where('sessions.userId', '=', userId).orderBy('sessions.lastSeenAt', 'desc').execute()
  return rows.map(toSession)
}

/** Sessions that ended by time: past their absolute end, or unseen since `idleSince`. */
export async function listEndedSessions(db: Db, now: number, idleSince: number): Promise<Session[]> {
  const rows = await selectSessions(db)
    .where((is) => is.or([is('sessions.expiresAt', '<=', now), is('sessions.lastSeenAt', '<=', idleSince)]))
    .limit(500)
    .execute()
  return rows.map(toSession)
}

export async function touchSession(db: Db, id: string, at: number): Promise<void> {
  await db.updateTable('sessions').set({ lastSeenAt: at }).where('id', '=', id).where('lastSeenAt', '<', at).execute()
}

/** True when this call ended it: of two that end a session at once, one records it. */
export async function deleteSession(db: Db, id: string): Promise<boolean> {
  await db.deleteFrom('mailedCodes').where('sessionId', '=', id).execute()
  const { numDeletedRows } = await db.deleteFrom('sessions').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}

export async function saveProof(db: Db, session: Session, proof: Proof): Promise<Session> {
  const proofs = [...session.proofs.filter((other) => other.kind !== proof.kind), proof]
  await db
    .updateTable('sessions')
    .set({ proofs: JSON.stringify(proofs) })
    .where('id', '=', session.id)
    .execute()
  return { ...session, proofs }
}

export async function saveMailedCode(db: Db, code: { sessionId: string; codeHash: string; expiresAt: number }): Promise<void> {
  const fresh = { codeHash: code.codeHash, expiresAt: code.expiresAt, tries: 0 }
  await db
    .insertInto('mailedCodes')
    .values({ sessionId: code.sessionId, ...fresh })
    .onConflict((conflict) => conflict.column('sessionId').doUpdateSet(fresh))
    .execute()
}

/** Counts a try and answers the hash to compare with; undefined when there is no code, it is too old or its tries are used up. */
export async function takeMailedCodeTry(db: Db, sessionId: string, rule: { now: number; maxTries: number }): Promise<string | undefined> {
  const row = await db
    .updateTable('mailedCodes')
    .set((is) => ({ tries: is('tries', '+', 1) }))
    .where('sessionId', '=', sessionId)
    .where('expiresAt', '>', rule.now)
    .where('tries', '<', rule.maxTries)
    .returning('codeHash')
    .executeTakeFirst()
  return row?.codeHash
}

/** True when this call used it up: a mailed code proves once. */
export async function deleteMailedCode(db: Db, sessionId: string, codeHash: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('mailedCodes')
    .where('sessionId', '=', sessionId)
    .where('codeHash', '=', codeHash)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

type SessionRow = Awaited<ReturnType<ReturnType<typeof selectSessions>['execute']>>[number]

function selectSessions(db: Db) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.userId')
    .select(['users.directory', 'users.directoryId', 'users.account', 'users.displayName', 'users.mail', 'users.language as userLanguage'])
    .select(['sessions.id', 'sessions.userId', 'sessions.roles', 'sessions.proofs', 'sessions.language', 'sessions.address'])
    .select(['sessions.agent', 'sessions.createdAt', 'sessions.lastSeenAt', 'sessions.expiresAt'])
}

function toSession(row: SessionRow): Session {
  const { id, language, address, agent, createdAt, lastSeenAt, expiresAt } = row
  return {
    id,
    user: toUser({ ...row, id: row.userId, language: row.userLanguage }),
    roles: JSON.parse(row.roles) as Role[],
    proofs: JSON.parse(row.proofs) as { kind: ProofKind; at: number }[],
    language,
    address,
    agent,
    createdAt,
    lastSeenAt,
    expiresAt,
  }
}

function first(rows: SessionRow[]): Session | undefined {
  return rows[0] && toSession(rows[0])
}
