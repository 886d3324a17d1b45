// Whether the computer's five groups can be used on this phone now.
import { decodeGroups } from '@motp/shared/enrollment/digit-groups'
import { type ChallengeView, isChallengeTimely, readChallenge } from '@motp/shared/enrollment/offline-enrollment'

export type ChallengeCheck =
  | { kind: 'incomplete' }
  | { kind: 'unknown-version' }
  | { kind: 'pin-required' }
  | { kind: 'clock-wrong' }
  | { kind: 'usable'; challenge: string; view: ChallengeView }

export function checkChallenge(groups: readonly string[], nowMs: number): ChallengeCheck {
  const decoded = decodeGroups('challenge', groups)
  if (!decoded.ok) return { kind: 'incomplete' }
  const view = readChallenge(decoded.payload)
  if (!view) return { kind: 'unknown-version' }
  if (view.isPinRequired) return { kind: 'pin-required' }
  if (!isChallengeTimely(decoded.payload, nowMs)) return { kind: 'clock-wrong' }
  return { kind: 'usable', challenge: decoded.payload, view }
}
