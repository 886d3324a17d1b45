// The end of every registration: the first code that the phone shows. Nothing counts until it has verified, so that a bystander's phone
// can never become the token.
import { type CodeAt, findStep } from '@motp/shared/otp/find-step'
import { normaliseCode, type OtpParameters } from '@motp/shared/otp/otp-parameters'
import { timeStep } from '@motp/shared/otp/time-step'
import { AppError } from '@motp/shared/protocol/app-error'
import type { Reply } from '@motp/shared/protocol/endpoint'
import type { confirmEnrollment } from '@motp/shared/protocol/enrollments'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Tx } from '../database/database.ts'
import { queueNotice } from '../notices/notice-store.ts'
import type { Policy } from '../policies/policy.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import { enrollmentContext, tokenSeedContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import type { Caller } from '../sessions/session.ts'
import { toTokenView } from '../tokens/token.ts'
import { changeToken } from '../tokens/token-store.ts'
import { type JudgedToken, judgeAttempt, readParameters, resyncReachSteps, type Verdict } from '../verification/verification.ts'
import { useActivationCode } from './activation-code-store.ts'
import { type EnrollmentRow, registeredToken, requireState, triesToConfirm } from './enrollment.ts'
import type { EnrollmentService } from './enrollment-service.ts'
import { countTry, endEnrollment } from './enrollment-store.ts'

export type ConfirmationService = ReturnType<typeof createConfirmationService>

export type ConfirmationDeps = {
  database: Database
  ports: Ports
  policies: Pick<PolicyService, 'current'>
  seal: Seal
  enrollments: Pick<EnrollmentService, 'getOwn' | 'close'>
  /** The codes of a seed, as verification computes them. */
  createCodeAt(seed: Uint8Array, parameters: OtpParameters): CodeAt
}

type Typed = { code: string; secondCode?: string | undefined }
type Confirmed = Reply<typeof confirmEnrollment>

export function createConfirmationService(deps: ConfirmationDeps) {
  return {
    async confirm(enrollmentId: string, typed: Typed, caller: Caller): Promise<Confirmed> {
      const row = await deps.enrollments.getOwn(enrollmentId, caller)
      const now = deps.ports.clock.now()
      requireState(row, 'keyed', now)
      const codes = readCodes(row, typed)
      // What cannot be a code tells nothing and costs no try.
      const isCode = codes.every((code) => normaliseCode(code, readParameters(row).digits) !== undefined)
      if (!isCode) return { outcome: 'mismatch', triesLeft: triesToConfirm - row.tries, clockOffsetSeconds: null }
      const policy = await deps.policies.current()
      const seed = await deps.seal.unseal(row.sealedSeed ?? '', enrollmentContext(row.id, 'seed'))
      try {
        return await deps.database.transact((tx) => judge(deps, tx, { row, codes, seed, policy, caller, now }))
      } finally {
        seed.fill(0)
      }
    },
  }
}

/** Third-party apps have sent nothing, so one code in six digits is too little to know the right app by: two in a row are asked. */
function readCodes({ mode }: EnrollmentRow, { code, secondCode }: Typed): readonly string[] {
  if ((mode === 'otpauth') !== (secondCode !== undefined)) throw new AppError('invalid-request', { fields: ['secondCode'] })
  return secondCode === undefined ? [code] : [code, secondCode]
}

type Attempt = { row: EnrollmentRow; codes: readonly string[]; seed: Uint8Array; policy: Policy; caller: Caller; now: number }

async function judge(deps: ConfirmationDeps, tx: Tx, attempt: Attempt): Promise<Confirmed> {
  // Counted before it is looked at, in the transaction of the verdict.
  const row = await countTry(tx, attempt.row.id, attempt.now)
  if (!row) throw new AppError('enrollment-closed')
  const { codes, seed, policy, now } = attempt
  const search = row.mode === 'otpauth' ? 'consecutive' : 'first'
  const codeAt = deps.createCodeAt(seed, readParameters(row))
  const { verdict } = judgeAttempt({ token: asToken(row), codeAt, codes, search, now, policy })
  return verdict.accepted ? activate(deps, tx, { ...attempt, row }, verdict) : refuse(deps, tx, { ...attempt, row }, codeAt)
}

/** The registration as the token it would be: no code used, no drift known. */
function asToken({ algorithm, digits, periodSeconds }: EnrollmentRow): JudgedToken {
  const fresh = { state: 'active', drift: 0, lastStep: 0, failures: 0, lockedUntil: null, isHardLocked: 0 } as const
  return { ...fresh, algorithm, digits, periodSeconds, expiresAt: null, lastUsedAt: null }
}

async function activate(
  { ports, seal }: ConfirmationDeps,
  tx: Tx,
  { row, seed, policy, caller, now }: Attempt,
  { step, drift, offsetSeconds }: Extract<Verdict, { accepted: true }>,
): Promise<Confirmed> {
  const { tokenId, userId, serial, mode, device } = row
  if (row.activationCodeId !== null && !(await useActivationCode(tx, row.activationCodeId, now))) {
    throw new AppError('activation-code-required')
  }
  const sealedSeed = await seal.seal(seed, tokenSeedContext({ tokenId, userId, parameters: readParameters(row) }))
  const changes = registeredToken(row, { sealedSeed, drift, step, now, policy })
  const token = await changeToken(tx, tokenId, { from: ['enrolling'], changes })
  if (!token || !(await endEnrollment(tx, row.id, 'active'))) throw new AppError('enrollment-closed')
  const { user } = caller.session
  const data = { by: 'self', serial, address: caller.address, device, expiresAt: token.expiresAt } as const
  await queueNotice(tx, { id: ports.random.id(), user, kind: 'token-registered', data, at: now })
  const entry = { at: now, actor: `user:${userId}`, userId, tokenId, address: caller.address }
  await appendAudit(tx, { ...entry, action: 'token.registered', detail: { serial, mode, device } })
  return { outcome: 'active', token: toTokenView(token, now), offsetSeconds }
}

async function refuse({ enrollments }: ConfirmationDeps, tx: Tx, attempt: Attempt, codeAt: CodeAt): Promise<Confirmed> {
  const { row, caller, now } = attempt
  const { userId, tokenId } = row
  const triesLeft = triesToConfirm - row.tries
  const entry = { at: now, actor: `user:${userId}`, userId, tokenId, address: caller.address }
  if (triesLeft === 0) await enrollments.close(tx, [row], 'cancelled')
  await appendAudit(tx, { ...entry, action: 'verification.refused', detail: { purpose: 'confirm', verdict: 'mismatch' } })
  return { outcome: 'mismatch', triesLeft, clockOffsetSeconds: row.mode === 'otpauth' ? null : findClockOffset(attempt, codeAt) }
}

/** Only to say "the phone's clock is 7 minutes fast": a code of another time is not accepted. */
function findClockOffset({ row, codes: [typed = ''], now }: Attempt, codeAt: CodeAt): number | null {
  const parameters = readParameters(row)
  const code = normaliseCode(typed, parameters.digits)
  const current = timeStep(now, parameters.periodSeconds)
  const step = code && findStep({ codeAt, code, from: current - resyncReachSteps, to: current + resyncReachSteps })
  return step ? (step - current) * parameters.periodSeconds : null
}
