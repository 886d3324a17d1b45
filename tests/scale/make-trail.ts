// A trail of 400 days, chained as the product chains it: nearly all of it accepted codes, as in a company.
import { type AuditDetail, type AuditEntry, type ChainEnd, chainEntries, emptyChain } from '@motp/server/audit/audit'
import type { SqliteFile } from '@motp/server/database/database'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import { createDice, pickWeighted } from './dice.ts'
import { staffCount } from './make-people.ts'

type Person = { userId: string; tokenId: string; serial: string }
type Actor = 'client' | 'user' | 'staff' | 'system'
type Kind = { action: AuditAction; weight: number; by: Actor; detail: (person: Person, dice: () => number) => AuditDetail }

const daysBack = 400
const eventsPerTransaction = 100_000
const pick = <T extends string>(...list: readonly T[]) => ({
  from: (dice: () => number) => list[Math.floor(dice() * list.length)] ?? list[0] ?? null,
})
const reasons = pick('手機遺失', '更換手機', '本人來電確認', 'new phone', '=1+1')
const verdicts = pick('mismatch', 'mismatch', 'mismatch', 'replayed', 'locked', 'suspended')

const kinds: readonly Kind[] = [
  {
    action: 'verification.accepted',
    weight: 860,
    by: 'client',
    detail: (_, dice) => ({ purpose: 'client', step: Math.floor(dice() * 6e7) }),
  },
  { action: 'verification.refused', weight: 70, by: 'client', detail: (_, dice) => ({ purpose: 'client', verdict: verdicts.from(dice) }) },
  { action: 'session.signed-in', weight: 30, by: 'user', detail: () => ({ by: 'password' }) },
  { action: 'session.signed-out', weight: 10, by: 'user', detail: () => ({}) },
  { action: 'session.refused', weight: 7, by: 'user', detail: () => ({ reason: 'credentials-refused' }) },
  { action: 'proof.added', weight: 5, by: 'user', detail: () => ({ kind: 'code' }) },
  { action: 'enrollment.started', weight: 4, by: 'user', detail: () => ({ mode: 'online' }) },
  { action: 'token.registered', weight: 4, by: 'user', detail: ({ serial }) => ({ serial, mode: 'online', device: 'iPhone · Safari' }) },
  { action: 'token.suspended', weight: 2, by: 'staff', detail: ({ serial }, dice) => ({ serial, reason: reasons.from(dice) }) },
  { action: 'token.resumed', weight: 2, by: 'staff', detail: ({ serial }, dice) => ({ serial, reason: reasons.from(dice) }) },
  { action: 'token.reset', weight: 2, by: 'staff', detail: ({ serial }, dice) => ({ serial, reason: reasons.from(dice) }) },
  { action: 'token.unlocked', weight: 1, by: 'staff', detail: ({ serial }, dice) => ({ serial, reason: reasons.from(dice) }) },
  { action: 'activation-code.issued', weight: 1, by: 'staff', detail: (_, dice) => ({ reason: reasons.from(dice) }) },
  { action: 'note.added', weight: 1, by: 'staff', detail: () => ({}) },
  { action: 'token.locked', weight: 1, by: 'system', detail: () => ({ failures: 20 }) },
  { action: 'policy.changed', weight: 0.05, by: 'staff', detail: () => ({ preset: 'default', reason: '' }) },
  { action: 'audit.exported', weight: 0.05, by: 'staff', detail: () => ({ accepted: 'hidden', filter: '', format: 'csv' }) },
]

export function makeTrail(file: SqliteFile, count: number, { clientIds, now }: { clientIds: readonly string[]; now: number }): void {
  const draw = createDrawing(file, clientIds)
  const insert = file.prepare(`insert into auditEvents (sequence, at, actor, action, userId, tokenId, address, detail, previousHash, hash)
    values (@sequence, @at, @actor, @action, @userId, @tokenId, @address, @detail, @previousHash, @hash)`)
  const startedAt = now - daysBack * 86_400_000
  const stepMs = (now - startedAt) / count
  let end: ChainEnd = emptyChain
  const add = file.transaction((some: number) => {
    const first = end.sequence
    const entries = Array.from({ length: some }, (_, index) => draw(Math.floor(startedAt + (first + index) * stepMs)))
    for (const event of chainEntries(end, entries)) {
      insert.run(event)
      end = event
    }
  })
  while (end.sequence < count) add(Math.min(eventsPerTransaction, count - end.sequence))
  file
    .prepare('insert or replace into auditHead (id, sequence, hash, foldedSequence) values (1, ?, ?, ?)')
    .run(end.sequence, end.hash, end.sequence)
}

/** Makes one event after the other; some people, and some addresses, come up much more than others. */
function createDrawing(file: SqliteFile, clientIds: readonly string[]): (at: number) => AuditEntry {
  const dice = createDice(20_261_121)
  const people = file
    .prepare(
      `select users.id as userId, tokens.id as tokenId, tokens.serial from users join tokens on tokens.userId = users.id
       where state <> 'revoked' order by users.rowid`,
    )
    .all() as Person[]
  const random = (length: number, skew = 1) => Math.floor(length * dice() ** skew)
  const actors: Record<Actor, (person: Person) => string> = {
    client: () => `client:${clientIds[random(clientIds.length)]}`,
    user: ({ userId }) => `user:${userId}`,
    staff: () => `admin:${people[random(Math.min(staffCount, people.length))]?.userId}`,
    system: () => 'system',
  }
  return (at) => {
    const { action, by, detail } = pickWeighted(kinds, dice)
    const person = people[random(people.length, 3)] as Person
    const { userId, tokenId } = person
    const address = by === 'system' ? null : `10.${random(40, 2)}.${random(250)}.${random(250)}`
    return { at, actor: actors[by](person), action, userId, tokenId, address, detail: detail(person, dice) }
  }
}
