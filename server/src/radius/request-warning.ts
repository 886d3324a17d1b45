// What the operator reads about a request that was dropped, rejected unseen, or taken on weak terms, and what to do about it.
import type { DropReason, RejectReason, RequestDecision } from './request-policy.ts'

const dropWarnings = {
  'unexpected-code': 'radius: dropped, neither Access-Request nor Status-Server',
  'wrong-message-authenticator': 'radius: dropped, wrong Message-Authenticator: do both sides have the same secret?',
  'no-message-authenticator': 'radius: dropped, no Message-Authenticator: have the device send it',
} as const satisfies Record<DropReason, string>

const rejectWarnings = {
  eap: 'radius: rejected, EAP is not offered: have the device use PAP',
  'no-password': 'radius: rejected, no User-Password: have the device use PAP, not CHAP',
  unreadable: 'radius: rejected, name, password or State unreadable: do both sides have the same secret?',
} as const satisfies Record<RejectReason, string>

export function warningOf(decision: RequestDecision): string | undefined {
  switch (decision.act) {
    case 'drop':
      return dropWarnings[decision.reason]
    case 'reject':
      return rejectWarnings[decision.reason]
    case 'authenticate':
      return decision.isSigned ? undefined : 'radius: taken without Message-Authenticator, as this client may'
    case 'say-alive':
      return undefined
  }
}
