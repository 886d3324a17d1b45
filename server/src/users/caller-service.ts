// Is the caller on the telephone the user? The caller reads a code out, the server says right or wrong, and the trail keeps the answer.
// A code of the phone is judged like any other: counted, accepted once, locked after too many.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { CallerVerdict } from '@motp/shared/protocol/admin-users'
import { AppError } from '@motp/shared/protocol/app-error'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { deleteCallerCode, saveCallerCode, takeCallerCodeTry } from './caller-code-store.ts'
import { maskMail, requireAnotherUser, type User } from './user.ts'
import { findUser } from './user-store.ts'

export type CallerService = ReturnType<typeof createCallerService>

type Staff = { actor: string; address: string | null }

export type CallerDeps = {
  database: Database
  ports: Ports
  /** Undefined when no phone is registered. `retryAt` null: until IT unlocks. */
  verifyCodeOf(
    userId: string,
    code: string,
    context: Staff & { purpose: string },
  ): Promise<{ accepted: true } | { accepted: false; reason: string; retryAt?: number | null } | undefined>
  queueCallerCode(tx: Tx, mail: { user: User; code: string; at: number; expiresAt: number }): Promise<void>
  /** Counts one mail; throws `too-many-requests`. */
  countMail(userId: string): Promise<void>
}

const digits = 8
const validMs = 10 * 60_000
const maxTries = 5

export function createCallerService({ database, ports, verifyCodeOf, queueCallerCode, countMail }: CallerDeps) {
  const getUser = async (userId: string, { actor }: Staff): Promise<User> => {
    requireAnotherUser(actor, userId)
    const user = await findUser(database.db, userId)
    if (!user) throw new AppError('not-found')
    return user
  }

  const judgeCode = async (userId: string, code: string, staff: Staff): Promise<CallerVerdict> => {
    const verdict = await verifyCodeOf(userId, code, { ...staff, purpose: 'caller' })
    if (!verdict) throw new AppError('token-state-conflict')
    return verdict.accepted ? right : { isRight: false, reason: verdict.reason, retryAt: verdict.retryAt ?? null }
  }

  /** The try is counted before the code is looked at; a right code is used up. */
  const judgeMailedCode = async (userId: string, typed: string): Promise<CallerVerdict> => {
    const expected = await takeCallerCodeTry(database.db, userId, { now: ports.clock.now(), maxTries })
    if (expected === undefined) return { isRight: false, reason: 'no-mailed-code', retryAt: null }
    const shown = hashCode(userId, typed.normalize('NFKC').replaceAll(/[\s-]/g, ''))
    const isRight = timingSafeEqual(Buffer.from(shown), Buffer.from(expected)) && (await deleteCallerCode(database.db, userId, expected))
    return isRight ? right : { isRight, reason: 'mismatch', retryAt: null }
  }

  return {
    async prove(userId: string, { kind, code }: { kind: 'code' | 'mailed-code'; code: string }, staff: Staff): Promise<CallerVerdict> {
      await getUser(userId, staff)
      const verdict = kind === 'code' ? await judgeCode(userId, code, staff) : await judgeMailedCode(userId, code)
      const action = verdict.isRight ? 'caller.proved' : 'caller.refused'
      const detail = { kind, ...(verdict.reason === null ? {} : { verdict: verdict.reason }) }
      await database.transact((tx) => appendAudit(tx, { at: ports.clock.now(), ...staff, action, userId, detail }))
      return verdict
    },

    async mailCode(userId: string, staff: Staff): Promise<{ sentTo: string; expiresAt: number }> {
      const user = await getUser(userId, staff)
      if (user.mail === null) throw new AppError('mail-address-missing')
      await countMail(userId)
      const at = ports.clock.now()
      const code = ports.random.digits(digits)
      const expiresAt = at + validMs
      await database.transact(async (tx) => {
        await saveCallerCode(tx, { userId, codeHash: hashCode(userId, code), expiresAt })
        await queueCallerCode(tx, { user, code, at, expiresAt })
        await appendAudit(tx, { at, ...staff, action: 'caller.code-mailed', userId })
      })
      return { sentTo: maskMail(user.mail), expiresAt }
    },
  }
}

const right: CallerVerdict = { isRight: true, reason: null, retryAt: null }

/** Bound to the user: a code mailed to one proves nothing of another. */
function hashCode(userId: string, code: string): string {
  return createHash('sha256').update(`caller|${userId}|${code}`).digest('base64url')
}
