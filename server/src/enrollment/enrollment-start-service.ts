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
import { changeToken, findToken } from '../tokens/token-store.ts'
import { firstExpiry, parametersOf } from './enrollment.ts'
import type { EnrollmentService } from './enrollment-service.ts'
import { insertEnrollment, listOpenEnrollments } from './enrollment-store.ts'
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

export function createEnrollmentStartService(deps: EnrollmentStartDeps) {
  const { database, ports, policies, enrollments, prepare, requireActivationCode } = deps
  const { clock, random } = ports

  return {
    /** A registration that is still open for the slot is cancelled: the newest QR or challenge is the one that counts. */
    async start(tokenId: string, mode: EnrollmentMode, caller: Caller): Promise<StartedEnrollment> {
      const { session, address } = caller
      const policy = await policies.current()
      const token = await findToken(database.db, tokenId)
      if (token?.userId !== session.user.id || token.state === 'revoked') throw new AppError('not-found')
      if (!policy[`enrollment.${mode}`]) throw new AppError('enrollment-mode-disabled')
      if (token.state !== 'initial' && token.state !== 'enrolling') throw new AppError('token-state-conflict')
      const now = clock.now()
      requireProofs(session, { count: 1, kinds: ['password'] }, policy, now)
      const activationCode = await requireActivationCode(database.db, session, policy)

      const plan: Plan = {
        ...{ id: random.id(), user: session.user, slotSerial: token.serial, parameters: parametersOf(policy) },
        ...{ policy, now, expiresAt: firstExpiry(mode, policy, now) },
      }
      const { row, reply } = await prepare[mode](plan)
      const { id, user, parameters, expiresAt } = plan
      await database.transact(async (tx) => {
        const actor = `user:${user.id}`
        // This write holds the slot, so that of two starts at once the second sees the first one's registration and cancels it.
        const held = await changeToken(tx, tokenId, { from: ['initial', 'enrolling'], changes: { state: 'enrolling' } })
        if (!held) throw new AppError('token-state-conflict')
        await enrollments.close(tx, await listOpenEnrollments(tx, { tokenId }), 'cancelled', { actor, address })
        await changeToken(tx, tokenId, { from: ['initial'], changes: { state: 'enrolling' } })
        const owner = { id, tokenId, userId: user.id, sessionId: session.id, activationCodeId: activationCode?.id ?? null }
        await insertEnrollment(tx, { ...owner, mode, ...row, ...parameters, createdAt: now, expiresAt })
        await appendAudit(tx, { at: now, actor, action: 'enrollment.started', userId: user.id, tokenId, address, detail: { mode } })
      })
      return { id, serial: token.serial, expiresAt, now, ...reply }
    },
  }
}
