// Starting a registration: an empty slot, an allowed way, the password shown; then a ticket, a challenge or a picture.
import { AppError } from '@motp/shared/protocol/app-error'
import type { StartedEnrollment } from '@motp/shared/protocol/enrollments'
import type { EnrollmentMode } from '@motp/shared/protocol/tokens'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Db } from '../database/database.ts'
import type { Policy } from '../policies/policy.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import { type Caller, requireProofs, type Session } from '../sessions/session.ts'
import { hitThrottle } from '../sessions/throttle-store.ts'
import { changeToken, findToken } from '../tokens/token-store.ts'
import { firstExpiry, parametersOf } from './enrollment.ts'
import type { EnrollmentService } from './enrollment-service.ts'
import { insertEnrollment, listOpenEnrollments, type NewEnrollment } from './enrollment-store.ts'
import type { Plan, Prepare } from './plan.ts'

export type EnrollmentStartService = ReturnType<typeof createEnrollmentStartService>

export type EnrollmentStartDeps = {
  database: Database
  ports: Ports
  policies: Pick<PolicyService, 'current'>
  enrollments: Pick<EnrollmentService, 'close'>
  /** What each way of registering makes of the common plan. */
  prepare: Record<EnrollmentMode, Prepare>
  /** Throws `activation-code-required`; undefined when policy asks for none. */
  requireActivationCode(db: Db, session: Session, policy: Policy): Promise<{ id: string } | undefined>
}

// Enough for the most patient user; each start leaves rows behind, and only one that does is counted.
const startsPerWindow = { limit: 60, windowMs: 10 * 60_000 }

export function createEnrollmentStartService(deps: EnrollmentStartDeps) {
  return {
    /** A registration that is still open for the slot is cancelled: the newest QR or challenge is the one that counts. */
    async start(tokenId: string, mode: EnrollmentMode, caller: Caller): Promise<StartedEnrollment> {
      const policy = await deps.policies.current()
      const now = deps.ports.clock.now()
      const { slot, activationCodeId } = await requireStart(deps, { tokenId, mode, caller, policy, now })
      const plan: Plan = {
        ...{ id: deps.ports.random.id(), user: caller.session.user, slotSerial: slot.serial },
        ...{ parameters: parametersOf(policy), policy, now, expiresAt: firstExpiry(mode, policy, now) },
      }
      const { row, reply } = await deps.prepare[mode](plan)
      const { id, expiresAt } = plan
      const owner = { id, tokenId, userId: slot.userId, sessionId: caller.session.id, activationCodeId }
      await open(deps, { ...owner, mode, ...row, ...plan.parameters, createdAt: now, expiresAt }, caller)
      return { id, serial: slot.serial, expiresAt, now, ...reply }
    },
  }
}

type Wanted = { tokenId: string; mode: EnrollmentMode; caller: Caller; policy: Policy; now: number }

async function requireStart(deps: EnrollmentStartDeps, { tokenId, mode, caller: { session }, policy, now }: Wanted) {
  const { db } = deps.database
  const slot = await findToken(db, tokenId)
  if (slot?.userId !== session.user.id || slot.state === 'revoked') throw new AppError('not-found')
  if (!policy[`enrollment.${mode}`]) throw new AppError('enrollment-mode-disabled')
  if (slot.state !== 'initial' && slot.state !== 'enrolling') throw new AppError('token-state-conflict')
  requireProofs(session, { count: 1, kinds: ['password'] }, policy, now)
  const activationCode = await deps.requireActivationCode(db, session, policy)
  return { slot, activationCodeId: activationCode?.id ?? null }
}

async function open({ database, enrollments }: EnrollmentStartDeps, enrollment: NewEnrollment, { address }: Caller): Promise<void> {
  const { tokenId, userId, mode, createdAt: at } = enrollment
  const actor = `user:${userId}`
  const hold = { from: ['initial', 'enrolling'], changes: { state: 'enrolling' } } as const
  await database.transact(async (tx) => {
    const throttle = await hitThrottle(tx, { key: `enrollment:${userId}`, ...startsPerWindow }, at)
    if (!throttle.allowed) throw new AppError('too-many-requests', { retryAt: throttle.retryAt })
    // This write holds the slot, so that of two starts at once the second finds the first one's registration and cancels it.
    if (!(await changeToken(tx, tokenId, hold))) throw new AppError('token-state-conflict')
    const superseded = await listOpenEnrollments(tx, { tokenId })
    if (superseded.length > 0) {
      await enrollments.close(tx, superseded, 'cancelled', { actor, address })
      // Closing has emptied the slot again.
      await changeToken(tx, tokenId, hold)
    }
    await insertEnrollment(tx, enrollment)
    await appendAudit(tx, { at, actor, action: 'enrollment.started', userId, tokenId, address, detail: { mode } })
  })
}
