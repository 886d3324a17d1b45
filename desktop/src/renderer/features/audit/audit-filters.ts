// The filter of the trail between the address (texts) and the contract (its own kinds). Pure.
import { type AuditFilterInput, auditTopicNames } from '@motp/shared/protocol/admin-audit'
import { auditActions } from '@motp/shared/protocol/audit-action'

type Texts = Readonly<Record<string, string>>

/** What the address says of it; what it says wrongly is left out. */
export function readAuditFilter({ actor, user, client, address, what = '', from = '', to = '', accepted }: Texts): AuditFilterInput {
  const topic = auditTopicNames.find((name) => name === what)
  const action = auditActions.find((name) => name === what)
  const [start, end] = [Date.parse(from), Date.parse(to)]
  return {
    ...(actor && { actor }),
    ...(user && { user }),
    ...(client && { client }),
    ...(address && { address }),
    ...(topic && { topic }),
    ...(action && { action }),
    ...(Number.isFinite(start) && { from: start }),
    // The minute that is named is part of it.
    ...(Number.isFinite(end) && { to: end + 59_999 }),
    ...(accepted === 'shown' || action === 'verification.accepted' ? { accepted: 'shown' as const } : {}),
  }
}
