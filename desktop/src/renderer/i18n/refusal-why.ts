// Which sentence explains a refusal: by what the trail says of it. Pure.
import type { refusalsZhTW } from './zh-tw-users.ts'

export type RefusalWhy = keyof (typeof refusalsZhTW)['why']

const known = [
  ...(['mismatch', 'replayed', 'locked', 'suspended', 'expired', 'not-active', 'malformed'] as const),
  ...(['refused', 'no-such-user', 'unavailable', 'ambiguous'] as const),
  ...(['account-disabled', 'account-locked', 'account-expired', 'password-expired', 'password-must-change', 'no-mailed-code'] as const),
] satisfies RefusalWhy[]

/** Undefined for an event that is no refusal. */
export function findWhy({ action, detail }: { action: string; detail: Record<string, unknown> }): RefusalWhy | undefined {
  if (action === 'enrollment.other-device') return 'other-device'
  if (action === 'token.locked') return 'token-locked'
  if (!action.endsWith('.refused')) return undefined
  const said = detail.verdict ?? detail.reason
  return known.find((why) => why === said) ?? 'other'
}
