// Whether each part that this server stands on is well, and when somebody has to act. Pure.
import type { HealthItem } from '@motp/shared/protocol/admin-overview'

const minute = 60_000
const day = 86_400_000

export type MailFacts = { waiting: number; oldestWaitingAt: number | null; givenUp: number }

export function judgeDirectory({ name, health }: { name: string; health: 'up' | 'down' | 'unknown' }): HealthItem {
  return { part: 'directory', name, state: health === 'up' ? 'good' : health === 'down' ? 'bad' : 'unknown', fact: null }
}

/** Mails wait a moment as a rule; a quarter of an hour means that the mail server takes none. */
export function judgeMail({ waiting, oldestWaitingAt, givenUp }: MailFacts, now: number): HealthItem {
  const waitedMs = oldestWaitingAt === null ? 0 : now - oldestWaitingAt
  const state = waitedMs > 15 * minute ? 'bad' : waitedMs > 2 * minute || givenUp > 0 ? 'warn' : 'good'
  return { part: 'mail', name: null, state, fact: waiting }
}

/** Days until the certificate ends. */
export function judgeCertificate(endsAt: number, now: number): HealthItem {
  const left = Math.floor((endsAt - now) / day)
  return { part: 'certificate', name: null, state: left < 7 ? 'bad' : left < 30 ? 'warn' : 'good', fact: left }
}

/** Days since the key that seals was made; a year is the usual rhythm (NIST SP 800-57 part 1, 5.3.6). */
export function judgeKey(createdAt: number, now: number): HealthItem {
  const age = Math.floor((now - createdAt) / day)
  return { part: 'key', name: null, state: age > 365 ? 'warn' : 'good', fact: age }
}

/** The database's clock against this process's: codes live from the right time. Seconds apart. */
export function judgeClock(databaseNow: number, now: number): HealthItem {
  const apart = Math.round(Math.abs(databaseNow - now) / 1000)
  return { part: 'clock', name: null, state: apart > 15 ? 'bad' : apart > 3 ? 'warn' : 'good', fact: apart }
}
