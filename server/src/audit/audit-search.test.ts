// Searching the trail on both engines: each filter, pages, times without an index, names, export and the recorded check.

import type { AuditFilter } from '@motp/shared/protocol/admin-audit'
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { AuditEntry } from './audit.ts'
import { eventsPerStep, findLead } from './audit-search.ts'
import { appendAudit } from './audit-store.ts'

const reader = { actor: 'admin:auditor', address: '192.0.2.9' }
const minute = 60_000

forEachDatabase('the search of the trail', (open: OpenDatabase, engine) => {
  const world = async (entries: (ids: { ada: string; bob: string; token: string; serial: string }) => Partial<AuditEntry>[]) => {
    const made = await createRegistrationWorld(await open())
    const { database, make, audit } = made
    const [ada, bob] = [await make.user({ account: 'TW01' }), await make.user({ account: 'TW02' })]
    const token = await make.activeToken({ user: ada })
    const rows = entries({ ada: ada.id, bob: bob.id, token: token.id, serial: token.serial })
    const filled = rows.map((row, index): AuditEntry => ({ at: index * minute, actor: 'system', action: 'token.locked', ...row }))
    await database.transact((tx) => appendAudit(tx, ...filled))
    const list = (filter: Partial<AuditFilter> & { before?: number; limit?: number }) =>
      audit.list({ accepted: 'hidden', limit: 100, ...filter })
    const numbers = async (filter: Parameters<typeof list>[0]) => (await list(filter)).events.map(({ sequence }) => sequence)
    return { ...made, audit, list, numbers, ids: { ada, bob, token } }
  }

  const mixed = ({ ada, bob, token, serial }: { ada: string; bob: string; token: string; serial: string }): Partial<AuditEntry>[] => [
    { actor: `user:${ada}`, userId: ada, action: 'session.signed-in', address: '192.0.2.1' },
    {
      actor: `admin:${bob}`,
      userId: ada,
      tokenId: token,
      action: 'token.suspended',
      address: '192.0.2.2',
      detail: { serial, reason: 'lost' },
    },
    { actor: 'client:c1', userId: ada, tokenId: token, action: 'verification.accepted', address: '192.0.2.3' },
    {
      actor: 'client:c1',
      userId: ada,
      tokenId: token,
      action: 'verification.refused',
      address: '192.0.2.3',
      detail: { verdict: 'mismatch' },
    },
    { actor: `user:${bob}`, userId: bob, action: 'session.refused', address: '192.0.2.1' },
    { actor: 'cli', action: 'policy.changed' },
  ]

  test('finds by each filter alone and by several at once', async () => {
    const { numbers, ids } = await world(mixed)
    expect(await numbers({})).toEqual([6, 5, 4, 2, 1])
    expect(await numbers({ accepted: 'shown' })).toEqual([6, 5, 4, 3, 2, 1])
    expect(await numbers({ actor: 'tw02' })).toEqual([5, 2])
    expect(await numbers({ actor: 'CLI' })).toEqual([6])
    expect(await numbers({ user: 'TW01' })).toEqual([4, 2, 1])
    expect(await numbers({ user: 'TW01', accepted: 'shown' })).toEqual([4, 3, 2, 1])
    expect(await numbers({ user: ids.token.serial.toLowerCase() })).toEqual([4, 2])
    expect(await numbers({ client: 'c1' })).toEqual([4])
    expect(await numbers({ client: 'c1', action: 'verification.accepted', accepted: 'shown' })).toEqual([3])
    expect(await numbers({ topic: 'refusals' })).toEqual([5, 4])
    expect(await numbers({ topic: 'refusals', address: '192.0.2.1' })).toEqual([5])
    expect(await numbers({ action: 'token.suspended', actor: 'TW02', user: 'TW01' })).toEqual([2])
    expect(await numbers({ action: 'token.suspended', topic: 'signIn' })).toEqual([])
  })

  test('a name that nobody goes by fits nothing, and nothing in a name is a pattern', async () => {
    const { numbers } = await world(mixed)
    for (const name of ['nobody', '%', "' or 1=1 --", '_', '\\']) {
      expect(await numbers({ actor: name })).toEqual([])
      expect(await numbers({ user: name, accepted: 'shown' })).toEqual([])
    }
  })

  test('names people, relying systems and serials', async () => {
    const { list, ids } = await world(mixed)
    const { events } = await list({ action: 'token.suspended' })
    expect(events).toEqual([
      expect.objectContaining({
        actorName: 'TW02',
        account: 'TW01',
        serial: ids.token.serial,
        detail: { serial: ids.token.serial, reason: 'lost' },
      }),
    ])
    expect((await list({ client: 'c1' })).events[0]).toMatchObject({ actorName: null, serial: ids.token.serial })
  })

  test('goes on where a page ended, without a gap and without a repetition', async () => {
    const { list } = await world(({ ada }) =>
      Array.from({ length: 25 }, (_, index) => ({ actor: index % 2 ? `user:${ada}` : `admin:${ada}` })),
    )
    const seen: number[] = []
    let before: number | null = Number.MAX_SAFE_INTEGER
    while (before !== null) {
      const page: Awaited<ReturnType<typeof list>> = await list({ actor: 'TW01', limit: 4, before })
      seen.push(...page.events.map(({ sequence }) => sequence))
      before = page.next
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index))
  })

  test('finds times by halving, also when clocks of two nodes disagree', async () => {
    const { numbers } = await world(() => Array.from({ length: 200 }, (_, index) => ({ at: index * minute + (index % 2 ? 20_000 : 0) })))
    expect(await numbers({ from: 100 * minute, to: 102 * minute })).toEqual([103, 102, 101])
    expect(await numbers({ from: 199 * minute })).toEqual([200])
    expect(await numbers({ to: 0 })).toEqual([1])
    expect(await numbers({ from: 300 * minute })).toEqual([])
    expect(await numbers({ from: 50 * minute, to: 40 * minute })).toEqual([])
  })

  test('exports what the filter shows, oldest first, and says so in the trail', async () => {
    const { audit, numbers } = await world(mixed)
    const pages = await audit.export({ user: 'TW01', accepted: 'shown' }, 'csv', reader)
    const exported: number[] = []
    for await (const page of pages) exported.push(...page.map(({ sequence }) => sequence))
    expect(exported).toEqual([1, 2, 3, 4])
    expect(await numbers({ action: 'audit.exported' })).toEqual([7])
  })

  test('a check tells its progress, is kept as the state, and finds a changed event', async () => {
    const { audit, database } = await world(() => Array.from({ length: 30 }, () => ({})))
    expect(await audit.state()).toMatchObject({ events: 30, live: { first: 1 }, sealed: null, lastCheck: null })
    const told: unknown[] = []
    await audit.check(reader, (progress) => told.push(progress), new AbortController().signal)
    expect(told[0]).toEqual({ checked: 0, total: 30, result: null })
    expect(told.at(-1)).toMatchObject({ checked: 30, result: { isWhole: true, sequence: 30, by: 'admin:auditor' } })
    expect(await audit.state()).toMatchObject({ events: 31, lastCheck: { isWhole: true } })
    await sql`update "auditEvents" set address = '203.0.113.9' where sequence = 12`.execute(database.db)
    await audit.check(reader, () => undefined, new AbortController().signal)
    expect((await audit.state()).lastCheck).toMatchObject({ isWhole: false, sequence: 12, reason: 'event changed' })
  })

  test('a check that nobody waits for ends and records nothing', async () => {
    const { audit } = await world(() => Array.from({ length: 3 }, () => ({})))
    const gone = AbortSignal.abort()
    await expect(audit.check(reader, () => undefined, gone)).rejects.toThrow()
    expect((await audit.state()).lastCheck).toBeNull()
  })

  test.runIf(engine === 'sqlite')('each filter of rare events is led by an index', async () => {
    const { database } = await world(mixed)
    const columns = ['action', 'actor', 'address']
    for (const column of columns) {
      const plan = await sql<{ detail: string }>`explain query plan select sequence from "auditEvents"
        where ${sql.ref('action')} <> ${sql.lit('verification.accepted')} and ${sql.ref(column)} = ${'x'} order by sequence desc limit 10`.execute(
        database.db,
      )
      const text = plan.rows.map(({ detail }) => detail).join(' ')
      expect(text).toMatch(new RegExp(`USING (COVERING )?INDEX auditEventsBy${column}`, 'i'))
      expect(text).not.toContain('TEMP B-TREE')
    }
  })
})

describe('the filter that leads', () => {
  test('is the one that fits the fewest events, and none among accepted codes', () => {
    const search = { userIds: ['u'], actors: ['a'], address: 'x', actions: ['token.reset'], includesAccepted: false } as const
    expect(findLead(search)?.column).toBe('userId')
    expect(findLead({ ...search, userIds: undefined })?.column).toBe('actor')
    expect(findLead({ ...search, includesAccepted: true })).toBeUndefined()
    expect(findLead({ includesAccepted: false })).toBeUndefined()
    expect(eventsPerStep).toBeLessThanOrEqual(100_000)
  })
})
