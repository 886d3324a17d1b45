// The one state machine of registering a phone (DESIGN rule 5): waiting -> keyed -> active, or cancelled, or expired. Pure.

import { type OtpParameters, otpProfiles } from '@motp/shared/otp/otp-parameters'
import { AppError } from '@motp/shared/protocol/app-error'
import type { EnrollmentState, EnrollmentView } from '@motp/shared/protocol/enrollments'
import type { EnrollmentMode, Token } from '@motp/shared/protocol/tokens'
import type { EnrollmentsTable, TokensTable } from '../database/schema.ts'
import type { Policy } from '../policies/policy.ts'

export type EnrollmentRow = EnrollmentsTable

export const openStates = ['waiting', 'keyed'] as const satisfies readonly EnrollmentState[]

/** Answers to one challenge (OFF v1). */
export const answersPerChallenge = 5
/** Codes that may be tried to confirm a registration. */
export const triesToConfirm = 5

const minute = 60_000
const day = 24 * 60 * minute
/** Once the seed is shared there is always this long to type the code. */
const confirmMs = 5 * minute

export function isOpen(enrollment: Pick<EnrollmentRow, 'state'>): boolean {
  return enrollment.state === 'waiting' || enrollment.state === 'keyed'
}

/** The state at `now`: the row learns of its expiry a little later. */
export function stateAt(enrollment: Pick<EnrollmentRow, 'state' | 'expiresAt'>, now: number): EnrollmentState {
  return isOpen(enrollment) && enrollment.expiresAt <= now ? 'expired' : enrollment.state
}

/** Throws unless the enrollment stands in `state`. */
export function requireState(enrollment: EnrollmentRow, state: 'waiting' | 'keyed', now: number): void {
  const actual = stateAt(enrollment, now)
  if (actual === 'expired') throw new AppError('enrollment-expired')
  if (actual !== state) throw new AppError('enrollment-closed')
}

export function firstExpiry(mode: EnrollmentMode, policy: Policy, now: number): number {
  return now + (mode === 'offline' ? policy['enrollment.offlineMinutes'] : policy['enrollment.onlineMinutes']) * minute
}

export function keyedExpiry(enrollment: Pick<EnrollmentRow, 'expiresAt'>, now: number): number {
  return Math.max(enrollment.expiresAt, now + confirmMs)
}

export function parametersOf(policy: Policy): OtpParameters {
  return otpProfiles[policy['token.profile']] ?? otpProfiles[0]
}

/** What is erased at every end, good or bad. The messages of the exchange stay, for a phone that asks again; they hold no secret. */
export const erasedSecrets = { sealedSecret: null, sealedSeed: null } as const satisfies Partial<EnrollmentsTable>

const assurances = { online: 'bound', offline: 'offline', otpauth: 'compat' } as const satisfies Record<EnrollmentMode, Token['assurance']>

/** What the slot becomes once the first code has verified. `drift` and `step` are those of that code. */
export function registeredToken(
  enrollment: EnrollmentRow,
  { sealedSeed, drift, step, now, policy }: { sealedSeed: string; drift: number; step: number; now: number; policy: Policy },
): Partial<TokensTable> {
  const { serial, algorithm, digits, periodSeconds, mode, device, devicePublicKey } = enrollment
  return {
    ...{ state: 'active', suspendedBy: null, sealedSeed, serial, algorithm, digits, periodSeconds, drift, lastStep: step },
    ...{ failures: 0, lockedUntil: null, isHardLocked: 0, mode, assurance: assurances[mode], device, devicePublicKey },
    ...{ enrolledAt: now, expiresAt: now + policy['token.validDays'] * day, lastUsedAt: now },
  }
}

export function toEnrollmentView(enrollment: EnrollmentRow, now: number): EnrollmentView {
  const { id, mode, device, otherDeviceTried, expiresAt } = enrollment
  const state = stateAt(enrollment, now)
  // Until the seed is shared the serial is a promise that the phone may not have heard.
  const serial = state === 'keyed' || state === 'active' ? enrollment.serial : null
  return { id, mode, state, device, serial, otherDeviceTried: otherDeviceTried === 1, expiresAt, now }
}
