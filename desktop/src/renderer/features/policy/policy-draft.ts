// A policy that is not applied yet, compared with the one in force. Pure.
import type { PolicyKey, PolicyValue, PolicyValues, PolicyView, PresetName } from '@motp/shared/protocol/admin-policy'

export type PolicyDraft = { preset: PresetName; values: PolicyValues }
export type Difference = { key: string; now: PolicyValue; after: PolicyValue; isWeaker: boolean }

export function differencesOf(now: PolicyValues, after: PolicyValues): Difference[] {
  return Object.keys(now).flatMap((key) => {
    const [before, then] = [now[key], after[key]]
    return before === undefined || then === undefined || before === then
      ? []
      : [{ key, now: before, after: then, isWeaker: isWeaker(key, before, then) }]
  })
}

/** How many changes a draft holds; another preset with the same values is one too. */
export function countChanges(now: PolicyDraft, draft: PolicyDraft): number {
  return differencesOf(now.values, draft.values).length || Number(now.preset !== draft.preset)
}

/** What to send: only what differs from the preset. */
export function changesOf({ preset, values }: PolicyDraft, presets: PolicyView['presets']): PolicyValues {
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => presets[preset][key] !== value))
}

export function isInRange({ kind, min, max, pattern }: PolicyKey, value: PolicyValue): boolean {
  if (kind === 'switch') return typeof value === 'boolean'
  if (kind === 'number') return typeof value === 'number' && Number.isInteger(value) && value >= (min ?? value) && value <= (max ?? value)
  const text = String(value)
  if (pattern !== null) return new RegExp(pattern).test(text)
  return text.trim().length >= (min ?? 0) && text.length <= (max ?? text.length)
}

const moreIsWeaker = new Set([
  ...['token.validDays', 'verification.windowSteps', 'verification.maxDriftSteps', 'verification.pauseAfter', 'verification.hardLockAt'],
  ...['enrollment.offline', 'enrollment.otpauth', 'enrollment.onlineMinutes', 'enrollment.offlineMinutes', 'proofs.validMinutes'],
  ...['activationCode.validHours', 'session.idleMinutes', 'session.absoluteMinutes', 'signIn.accountTries', 'signIn.addressTries'],
])
const lessIsWeaker = new Set(['enrollment.activationCode', 'proofs.recovery'])

/** Does it protect less than before? */
function isWeaker(key: string, now: PolicyValue, after: PolicyValue): boolean {
  const rises = Number(after) > Number(now)
  return (moreIsWeaker.has(key) && rises) || (lessIsWeaker.has(key) && !rises)
}
