// The rules of judging codes (DESIGN rules 1-3), pure: given a token as it stands, its codes and what was typed, the verdict and what
// the attempt changes. Every path that checks a code comes here, so that none is without counting, locking and replay protection.
import { type CodeAt, findConsecutiveSteps, findStep } from '@motp/shared/otp/find-step'
import { normaliseCode, type OtpParameters } from '@motp/shared/otp/otp-parameters'
import { timeStep } from '@motp/shared/otp/time-step'
import type { TokensTable } from '../database/schema.ts'
import { type Policy, pauseAfterFailure } from '../policies/policy.ts'

export type RefusalReason = 'mismatch' | 'malformed' | 'replayed' | 'locked' | 'suspended' | 'expired' | 'not-active'

export type Verdict =
  /** `offsetSeconds`: how far the phone's clock is off; positive: fast. */
  | { accepted: true; step: number; drift: number; offsetSeconds: number }
  /** `retryAt`: end of the pause that is now in force; null: until IT unlocks; absent: no pause. */
  | { accepted: false; reason: RefusalReason; retryAt?: number | null }

/** What of a token decides about its codes. */
export type JudgedToken = Pick<
  TokensTable,
  | 'state'
  | 'algorithm'
  | 'digits'
  | 'periodSeconds'
  | 'drift'
  | 'lastStep'
  | 'failures'
  | 'lockedUntil'
  | 'isHardLocked'
  | 'expiresAt'
  | 'lastUsedAt'
>

export type TokenChanges = Partial<Pick<TokensTable, 'drift' | 'lastStep' | 'failures' | 'lockedUntil' | 'isHardLocked' | 'lastUsedAt'>>

/** One code in the usual window; one code in a wide one (the first of a new phone); two consecutive ones anywhere near (RFC 4226 7.4). */
export type Search = 'window' | 'first' | 'consecutive'

export const resyncReachSteps = 120

export type Attempt = {
  token: JudgedToken
  codeAt: CodeAt
  /** As typed; two of them for `consecutive`. */
  codes: readonly string[]
  search: Search
  now: number
  policy: Policy
  /** What was shown along with the code (a password) was wrong: refused, and nobody learns whether the code was right. */
  isOtherwiseWrong?: boolean
}

export type Judgement = { verdict: Verdict; changes: TokenChanges }

/** Why this token takes no code at all at the moment; undefined when it does. Asked before anything is computed with a seed. */
export function findObstacle(token: JudgedToken, now: number): Extract<Verdict, { accepted: false }> | undefined {
  const isExpired = token.expiresAt !== null && token.expiresAt <= now
  if (token.state === 'expired' || (isExpired && (token.state === 'active' || token.state === 'suspended'))) {
    return { accepted: false, reason: 'expired' }
  }
  if (token.state === 'suspended') return { accepted: false, reason: 'suspended' }
  if (token.state !== 'active') return { accepted: false, reason: 'not-active' }
  if (token.isHardLocked === 1) return { accepted: false, reason: 'locked', retryAt: null }
  if (token.lockedUntil !== null && token.lockedUntil > now) return { accepted: false, reason: 'locked', retryAt: token.lockedUntil }
  return undefined
}

/** Whatever is refused next locks the token until somebody unlocks it. */
export function isOneFailureFromLock({ isHardLocked, failures }: JudgedToken, policy: Policy): boolean {
  return isHardLocked === 0 && failures + 1 >= policy['verification.hardLockAt']
}

/** A refused attempt costs one failure, whatever was wrong; only what cannot be a code at all costs nothing, for it tells nothing. */
export function judgeAttempt({ token, codeAt, codes, search, now, policy, isOtherwiseWrong = false }: Attempt): Judgement {
  const obstacle = findObstacle(token, now)
  // While locked no code is looked at: the answer must not depend on it.
  if (obstacle) return { verdict: obstacle, changes: {} }
  const parameters = readParameters(token)
  const typed = codes.map((code) => normaliseCode(code, parameters.digits))
  if (!isComplete(typed, search)) return { verdict: { accepted: false, reason: 'malformed' }, changes: {} }

  const centre = timeStep(now, parameters.periodSeconds) + (search === 'window' ? token.drift : 0)
  const reach = reachOf(search, policy)
  // RFC 6238 5.2: a step counts once. A right code of a used step is refused, and counted like any other refusal; even where a later step
  // happens to have the same digits, so that what was accepted once is never accepted again.
  const used = findIn({ codeAt, typed, from: centre - reach, to: Math.min(centre + reach, token.lastStep) })
  const step = findIn({ codeAt, typed, from: Math.max(centre - reach, token.lastStep + 1), to: centre + reach })
  // The right code beside a wrong password is used up, and otherwise refused and counted as a wrong one is.
  if (isOtherwiseWrong) return refuse(token, 'mismatch', { now, policy, usedStep: step ?? token.lastStep })
  if (used !== undefined) return refuse(token, 'replayed', { now, policy })
  return step === undefined ? refuse(token, 'mismatch', { now, policy }) : accept({ token, step, search, now, policy })
}

export function readParameters({ algorithm, digits, periodSeconds }: Pick<TokensTable, keyof OtpParameters>): OtpParameters {
  return { algorithm, digits: digits === 8 ? 8 : 6, periodSeconds: periodSeconds === 60 ? 60 : 30 }
}

type Typed = readonly [string] | readonly [string, string]

function isComplete(typed: readonly (string | undefined)[], search: Search): typed is Typed {
  return typed.length === (search === 'consecutive' ? 2 : 1) && !typed.includes(undefined)
}

function reachOf(search: Search, policy: Policy): number {
  if (search === 'consecutive') return resyncReachSteps
  if (search === 'window') return policy['verification.windowSteps']
  return Math.max(policy['verification.windowSteps'], policy['verification.maxDriftSteps'])
}

type Find = { codeAt: CodeAt; typed: Typed; from: number; to: number }

function findIn({ typed, ...window }: Find): number | undefined {
  if (window.from > window.to) return undefined
  const [first, second] = typed
  return second === undefined ? findStep({ ...window, code: first }) : findConsecutiveSteps({ ...window, codes: [first, second] })
}

type Accepted = { token: JudgedToken; step: number; search: Search; now: number; policy: Policy }

function accept({ token, step, search, now, policy }: Accepted): Judgement {
  const offset = step - timeStep(now, token.periodSeconds)
  const drift = search === 'window' ? learnDrift(token.drift, offset, policy) : offset
  return {
    verdict: { accepted: true, step, drift, offsetSeconds: offset * token.periodSeconds },
    changes: { lastStep: step, drift, failures: 0, lockedUntil: null, isHardLocked: 0, lastUsedAt: now },
  }
}

/** One step towards the phone at most, and never away from zero past the bound; a drift set by resynchronisation may lie beyond it. */
function learnDrift(drift: number, offset: number, policy: Policy): number {
  const next = drift + Math.sign(offset - drift)
  return Math.abs(next) > Math.max(policy['verification.maxDriftSteps'], Math.abs(drift) - 1) ? drift : next
}

type Refusal = { now: number; policy: Policy; usedStep?: number }

function refuse(token: JudgedToken, reason: 'mismatch' | 'replayed', { now, policy, usedStep }: Refusal): Judgement {
  const failures = token.failures + 1
  const isHardLocked = failures >= policy['verification.hardLockAt']
  const pause = pauseAfterFailure(policy, failures)
  const lockedUntil = pause > 0 ? now + pause : null
  const retryAt = isHardLocked ? null : lockedUntil
  return {
    verdict: { accepted: false, reason, ...(isHardLocked || pause > 0 ? { retryAt } : {}) },
    changes: { failures, lockedUntil, isHardLocked: isHardLocked ? 1 : 0, ...(usedStep === undefined ? {} : { lastStep: usedStep }) },
  }
}
