// Table `tokens`: slots and registered phones. Every change of state is a conditional write that says from which states it may come.
import { type OtpParameters, otpProfiles } from '@motp/shared/otp/otp-parameters'
import type { TokenState } from '@motp/shared/protocol/tokens'
import { sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { keepQuery } from '../database/kept-query.ts'
import type { TokensTable } from '../database/schema.ts'
import type { Random } from '../ports.ts'
import { foldTokens } from '../verification/fold-store.ts'
import type { TokenRow } from './token.ts'

const slotSerialLength = 8
const tokenSerialLength = 15

export async function findToken(db: Db, id: string): Promise<TokenRow | undefined> {
  return (await findById(db, { id })).rows[0]
}

const findById = keepQuery((db, { id }: { id: string }) => db.selectFrom('tokens').selectAll().where('id', '=', id))

/** The user's slot or registered token: a user has one that is not revoked. */
export async function findCurrentToken(db: Db, userId: string): Promise<TokenRow | undefined> {
  return db.selectFrom('tokens').selectAll().where('userId', '=', userId).where('state', '!=', 'revoked').executeTakeFirst()
}

/** Revoked ones included, newest first. */
export async function listTokensOf(db: Db, userId: string): Promise<TokenRow[]> {
  return db.selectFrom('tokens').selectAll().where('userId', '=', userId).orderBy('createdAt', 'desc').orderBy('id').execute()
}

/** Serials are never given twice, those of revoked tokens included. */
export async function isSerialTaken(db: Db, serial: string): Promise<boolean> {
  return (await findSerial(db, { serial })).rows.length > 0
}

const findSerial = keepQuery((db, { serial }: { serial: string }) => db.selectFrom('tokens').select('id').where('serial', '=', serial))

/** A serial for a token with a phone; an offline one comes out of the registration instead. */
export async function createTokenSerial(db: Db, random: Random): Promise<string> {
  for (;;) {
    const serial = random.hex(tokenSerialLength)
    if (!(await isSerialTaken(db, serial))) return serial
  }
}

/** Gives the user an empty slot unless there is a token already. The unique indexes decide between two that do this at once. */
export async function ensureSlot(tx: Tx, userId: string, { random, now }: { random: Random; now: number }): Promise<TokenRow> {
  for (;;) {
    const token = await findCurrentToken(tx, userId)
    if (token) return token
    await tx
      .insertInto('tokens')
      .values({ ...emptySlot, ...placeholder, id: random.id(), userId, serial: random.hex(slotSerialLength), createdAt: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

// The parameters of an empty slot mean nothing yet: registration brings its own.
const placeholder: OtpParameters = otpProfiles[0]

const emptySlot = {
  state: 'initial',
  suspendedBy: null,
  sealedSeed: null,
  drift: 0,
  lastStep: 0,
  failures: 0,
  lockedUntil: null,
  isHardLocked: 0,
  mode: null,
  assurance: null,
  device: null,
  devicePublicKey: null,
  enrolledAt: null,
  expiresAt: null,
  lastUsedAt: null,
  foldedSequence: 0,
} as const satisfies Partial<TokensTable>

export type Change = { from: readonly TokenState[]; unlessSuspendedByAdmin?: boolean; changes: Partial<TokensTable> }

/** The changed row, or undefined when the token was not where the change may begin: somebody else was faster. */
export async function changeToken(tx: Tx, id: string, { from, unlessSuspendedByAdmin, changes }: Change): Promise<TokenRow | undefined> {
  await foldTokens(tx, [id])
  const change = unlessSuspendedByAdmin ? changeUnlessSuspendedByAdmin : changeAny
  return (await change(tx, { id, from, changes })).rows[0]
}

type Written = Pick<Change, 'from' | 'changes'> & { id: string }

const changeAny = keepQuery((db, { id, from, changes }: Written) =>
  db.updateTable('tokens').set(changes).where('id', '=', id).where('state', 'in', from).returningAll(),
)
const changeUnlessSuspendedByAdmin = keepQuery((db, { id, from, changes }: Written) =>
  db
    .updateTable('tokens')
    .set(changes)
    .where('id', '=', id)
    .where('state', 'in', from)
    .where((row) => row.or([row('suspendedBy', 'is', null), row('suspendedBy', '!=', 'admin')]))
    .returningAll(),
)

// In the words of the index `tokensDue`: by `state in (...)` all active tokens would be gone through, which are nearly all.
const over = ['initial', 'enrolling', 'expired', 'revoked'] satisfies TokenState[]
const isNotOver = sql<boolean>`${sql.ref('state')} not in (${sql.join(over.map((state) => sql.lit(state)))})`

/** Active and suspended tokens whose day has come, as many as `limit`; each is now `expired`. */
export async function expireTokens(tx: Tx, now: number, limit: number): Promise<TokenRow[]> {
  const due = tx.selectFrom('tokens').select('id').where(isNotOver).where('expiresAt', '<=', now).orderBy('expiresAt').limit(limit)
  return tx.updateTable('tokens').set({ state: 'expired' }).where('id', 'in', due).where(isNotOver).returningAll().execute()
}
