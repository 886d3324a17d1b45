// How many digits this user's codes have; the product knows two lengths.
import type { SessionView } from '@motp/shared/protocol/session'

export function codeDigitsOf(session: SessionView): 6 | 8 {
  return session.rules.codeDigits === 8 ? 8 : 6
}
