// What a policy means for one user: a question, its answer, and the rules that it comes from. Pure.
import { otpProfiles } from '@motp/shared/otp/otp-parameters'
import type { PolicyFinding } from '@motp/shared/protocol/admin-policy'
import type { TokenState } from '@motp/shared/protocol/tokens'
import { type Policy, pauseAfterFailure } from './policy.ts'

/** What is known of the user now. */
export type SimulatedUser = {
  hasMail: boolean
  tokenState: TokenState | null
  failures: number
  hasOpenActivationCode: boolean
}

export type Source = 'preset' | 'changed' | 'draft'
type Question = PolicyFinding['question']
type Answer = PolicyFinding['answer']

export function simulate(policy: Policy, sourceOf: (key: keyof Policy) => Source, user: SimulatedUser): PolicyFinding[] {
  const finding = (question: Question, answer: Answer, ...keys: (keyof Policy)[]): PolicyFinding => ({
    question,
    answer,
    because: keys.map((key) => ({ key, value: policy[key], source: sourceOf(key) })),
  })
  const modes = (['online', 'offline', 'otpauth'] as const).filter((mode) => policy[`enrollment.${mode}`])
  const profile = otpProfiles[policy['token.profile']] ?? otpProfiles[0]
  const isRegistered = user.tokenState !== null && !['initial', 'enrolling', 'revoked'].includes(user.tokenState)
  const proofs = ['password', ...(isRegistered ? ['code'] : []), ...(user.hasMail ? ['mailed-code'] : []), 'activation-code']
  const failuresLeft = Math.max(0, policy['verification.hardLockAt'] - user.failures)
  return [
    finding('register', { modes }, 'enrollment.online', 'enrollment.offline', 'enrollment.otpauth'),
    finding(
      'activationCode',
      { isNeeded: policy['enrollment.activationCode'], hasOpen: user.hasOpenActivationCode },
      ...(['enrollment.activationCode', 'activationCode.validHours'] as const),
    ),
    finding(
      'codes',
      {
        digits: profile.digits,
        algorithm: profile.algorithm,
        periodSeconds: profile.periodSeconds,
        toleranceSeconds: profile.periodSeconds * policy['verification.windowSteps'],
      },
      ...(['token.profile', 'verification.windowSteps', 'verification.maxDriftSteps'] as const),
    ),
    finding(
      'wrongCodes',
      { failures: user.failures, nextPauseSeconds: pauseAfterFailure(policy, user.failures + 1) / 1000, failuresLeft },
      ...(['verification.pauseAfter', 'verification.hardLockAt'] as const),
    ),
    finding('recovery', { needed: policy['proofs.recovery'], proofs }, 'proofs.recovery', 'proofs.validMinutes'),
    finding(
      'session',
      {
        idleMinutes: policy['session.idleMinutes'],
        absoluteMinutes: policy['session.absoluteMinutes'],
        tries: policy['signIn.accountTries'],
      },
      ...(['session.idleMinutes', 'session.absoluteMinutes', 'signIn.accountTries'] as const),
    ),
    finding('validity', { days: policy['token.validDays'] }, 'token.validDays'),
  ]
}
