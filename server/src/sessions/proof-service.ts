// Showing one more proof in a session (DESIGN rule 4): password, code, mailed code, activation code.
import { createHash, timingSafeEqual } from 'node:crypto'
import { AppError } from '@motp/shared/protocol/app-error'
import type { ProofKind } from '@motp/shared/protocol/session'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { maskMail, type User } from '../users/user.ts'
import type { Caller, Session, VerifyCodeOf } from './session.ts'
import * as store from './session-store.ts'
import { requireThrottle } from './throttle-store.ts'

export type ProofDeps = {
  database: Database
  ports: Ports
  /** Throws `proof-refused` and the like. */
  checkPassword(user: User, password: string, address: string): Promise<void>
  verifyCodeOf: VerifyCodeOf
  checkActivationCode(userId: string, typed: string): Promise<boolean>
  queueMailedCode(tx: Tx, mail: MailedCode): Promise<void>
}

export type MailedCode = { user: User; code: string; language: Session['language']; address: string; at: number; expiresAt: number }

export type ProofService = ReturnType<typeof createProofService>

const mailedCodeDigits = 8
const mailedCodeMinutes = 10
const mailedCodeTries = 5
const mailsPerWindow = 3

export function createProofService(deps: ProofDeps) {
  const { database, ports } = deps
  return {
    /** Throws `proof-refused` when what was shown is wrong, used up or not there: the caller cannot tell which. */
    async add({ session, address }: Caller, kind: ProofKind, value: string): Promise<Session> {
      const { user } = session
      const at = ports.clock.now()
      const entry = { at, actor: `user:${user.id}`, userId: user.id, address, detail: { kind } }
      try {
        await checkProof(deps, { session, address, kind, value })
      } catch (error) {
        await database.transact((tx) => appendAudit(tx, { ...entry, action: 'proof.refused' }))
        throw error
      }
      return database.transact(async (tx) => {
        await appendAudit(tx, { ...entry, action: 'proof.added' })
        return store.saveProof(tx, session, { kind, at })
      })
    },

    async mailCode({ session, address, language }: Caller): Promise<{ sentTo: string; expiresAt: number }> {
      const { user } = session
      if (user.mail === null) throw new AppError('mail-address-missing')
      const at = ports.clock.now()
      const throttle = { key: `mailed-code:${user.id}`, limit: mailsPerWindow, windowMs: mailedCodeMinutes * 60_000 }
      await requireThrottle(database.db, throttle, at)
      const code = ports.random.digits(mailedCodeDigits)
      const expiresAt = at + mailedCodeMinutes * 60_000
      await database.transact(async (tx) => {
        await store.saveMailedCode(tx, { sessionId: session.id, codeHash: hashCode(session.id, code), expiresAt })
        await deps.queueMailedCode(tx, { user, code, language, address, at, expiresAt })
        await appendAudit(tx, { at, actor: `user:${user.id}`, action: 'code.mailed', userId: user.id, address })
      })
      return { sentTo: maskMail(user.mail), expiresAt }
    },
  }
}

type Shown = { session: Session; address: string; kind: ProofKind; value: string }

async function checkProof(deps: ProofDeps, { session, address, kind, value }: Shown): Promise<void> {
  const { user } = session
  if (kind === 'password') return deps.checkPassword(user, value, address)
  const isRight = {
    code: () => checkCode(deps, { session, address, value }),
    'mailed-code': () => checkMailedCode(deps, session, value),
    'activation-code': () => deps.checkActivationCode(user.id, value),
  }[kind]
  if (!(await isRight())) throw new AppError('proof-refused')
}

/** Throws `token-locked` with the end of the pause: whoever has signed in may know it. */
async function checkCode(deps: ProofDeps, { session, address, value }: Omit<Shown, 'kind'>): Promise<boolean> {
  const { id } = session.user
  const verdict = await deps.verifyCodeOf(id, value, { actor: `user:${id}`, address, purpose: 'proof' })
  if (verdict?.accepted === false && verdict.reason === 'locked') throw new AppError('token-locked', { retryAt: verdict.retryAt ?? null })
  return verdict?.accepted ?? false
}

/** The try is counted before the code is looked at; a right code is used up. */
async function checkMailedCode({ database, ports }: ProofDeps, session: Session, typed: string): Promise<boolean> {
  const expected = await store.takeMailedCodeTry(database.db, session.id, { now: ports.clock.now(), maxTries: mailedCodeTries })
  if (expected === undefined) return false
  const shown = hashCode(session.id, typed.normalize('NFKC').replaceAll(/[\s-]/g, ''))
  if (!timingSafeEqual(Buffer.from(shown), Buffer.from(expected))) return false
  return store.deleteMailedCode(database.db, session.id, expected)
}

/** Bound to the session, so that a code mailed for one console is worth nothing in another. */
function hashCode(sessionId: string, code: string): string {
  return createHash('sha256').update(`${sessionId}|${code}`).digest('base64url')
}
