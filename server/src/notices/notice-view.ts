// A mail as IT sees it: to whom, of what kind, whether it went; never what it said.
import type { UserMail } from '@motp/shared/protocol/admin-users'
import type { QueuedNotice } from './notice-store.ts'

export function toMailView({
  id,
  kind,
  recipient,
  createdAt,
  sentAt,
  failure,
  attempts,
  nextAttemptAt,
}: Omit<QueuedNotice, 'data'>): UserMail {
  const isGivenUp = nextAttemptAt === Number.MAX_SAFE_INTEGER
  const state = sentAt !== null ? 'sent' : isGivenUp || failure !== null ? 'failed' : 'waiting'
  return { id, at: createdAt, kind, recipient, state, sentAt, attempts }
}
