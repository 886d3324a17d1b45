// The trail on both engines: order under competition, tampering found, pages for people.
import { forEachDatabase, type OpenedDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { AuditEntry } from './audit.ts'
import { appendAudit, listActivityOf, verifyAudit } from './audit-store.ts'

const entry = (overrides: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ at: 1_000, actor: 'user:u1', action: 'token.reset', userId: 'u1', tokenId: 't1', address: '192.0.2.1' },
  ...overrides,
})

forEachDatabase('the audit trail', (open, engine) => {
  const append = (database: OpenedDatabase, ...entries: AuditEntry[]) => database.transact((tx) => appendAudit(tx, ...entries))
  const filled = async (count: number) => {
    const database = await open()
    await append(database, ...Array.from({ length: count }, (_, index) => entry({ at: index + 1, detail: { number: index } })))
    return database
  }

  test('an empty trail is whole', async () => {
    expect(await verifyAudit((await open()).db)).toEqual({ ok: true, events: 0 })
  })

  test('is whole over several pages of the check', async () => {
    const database = await filled(2_345)
    await append(database, entry({ detail: { reason: '遺失手機 "lost"\n', last: true, nothing: null } }))
    expect(await verifyAudit(database.db)).toEqual({ ok: true, events: 2_346 })
  })

  test('an event of a transaction that fails leaves no trace', async () => {
    const database = await filled(2)
    const failing = database.transact(async (tx) => {
      await appendAudit(tx, entry())
      throw new Error('undone')
    })
    await expect(failing).rejects.toThrow('undone')
    await append(database, entry())
    expect(await verifyAudit(database.db)).toEqual({ ok: true, events: 3 })
  })

  test('appenders that compete, the very first among them, make one chain', async () => {
    const database = await open()
    // On SQLite all transactions of a process share one connection; on PostgreSQL two nodes compete for the head's lock.
    const other = engine === 'sqlite' ? database : await open(database.location)
    const appends = Array.from({ length: 40 }, (_, index) =>
      append(index % 2 ? database : other, entry({ at: index }), entry({ action: 'token.suspended' })),
    )
    await Promise.all(appends)
    expect(await verifyAudit(database.db)).toEqual({ ok: true, events: 80 })
  })

  test('costs three statements for a hundred events', async () => {
    const database = await filled(1)
    let statements = 0
    const counting = database.db.withPlugin({
      transformQuery: ({ node }) => node,
      // Results, not queries: those are compiled once.
      transformResult: async ({ result }) => {
        statements += 1
        return result
      },
    })
    await counting.transaction().execute((tx) => appendAudit(tx, ...Array.from({ length: 100 }, () => entry())))
    expect(statements).toBe(3)
    expect(await verifyAudit(database.db)).toEqual({ ok: true, events: 101 })
  })

  describe('tampering', () => {
    const tamper = async (database: OpenedDatabase, statement: string) => {
      await sql.raw(statement).execute(database.db)
      return verifyAudit(database.db)
    }

    test.each([
      ['a changed address', `update "auditEvents" set "address" = '198.51.100.7' where "sequence" = 3`, 3, 'event changed'],
      ['a changed detail', `update "auditEvents" set "detail" = '{"number":99}' where "sequence" = 5`, 5, 'event changed'],
      ['a changed user', `update "auditEvents" set "userId" = 'u2' where "sequence" = 1`, 1, 'event changed'],
      ['a removed event', `delete from "auditEvents" where "sequence" = 4`, 4, 'event missing'],
      ['a removed beginning', `delete from "auditEvents" where "sequence" < 3`, 1, 'event missing'],
      ['a removed end', `delete from "auditEvents" where "sequence" > 6`, 7, 'event missing at the end'],
      ['an emptied trail', `delete from "auditEvents"`, 1, 'event missing at the end'],
      ['a changed end', `update "auditHead" set "hash" = '00'`, 8, 'end does not match'],
      ['a head put back', `update "auditHead" set "sequence" = 7`, 8, 'event added behind the end'],
    ])('%s is found', async (_name, statement, sequence, reason) => {
      expect(await tamper(await filled(8), statement)).toEqual({ ok: false, sequence, reason })
    })

    test.each([9, 0, -5])('an event slipped in as number %i is found', async (sequence) => {
      const report = await tamper(
        await filled(8),
        `insert into "auditEvents" select ${sequence}, "at", "actor", "action", "userId", "tokenId", "address", "detail", "previousHash", "hash"
         from "auditEvents" where "sequence" = 8`,
      )
      expect(report.ok).toBe(false)
    })
  })

  describe('for people', () => {
    test("a user's history holds the user's own events and says who did them", async () => {
      const database = await open()
      await append(
        database,
        entry({ detail: { serial: '1A2B3C4D' } }),
        entry({ userId: 'u2', actor: 'user:u2' }),
        entry({ actor: 'admin:u9', action: 'token.suspended', detail: { reason: '手機遺失' } }),
        entry({ actor: 'cli', action: 'token.unlocked', detail: { reason: '' } }),
        entry({ actor: 'system', action: 'token.locked', address: null }),
      )
      const events = await listActivityOf(database.db, 'u1', { limit: 10 })
      expect(events.map(({ action, by }) => [action, by])).toEqual([
        ['token.locked', 'system'],
        ['token.unlocked', 'it'],
        ['token.suspended', 'it'],
        ['token.reset', 'self'],
      ])
      expect(events[2]?.reason).toBe('手機遺失')
      expect(events[1]?.reason).toBeNull()
      expect(events[3]?.tokenSerial).toBe('1A2B3C4D')
      const { audit } = await createRegistrationWorld(database)
      const page = await audit.listActivity('u1', { limit: 3 })
      expect(page).toEqual({ events: events.slice(0, 3), next: events[2]?.id })
      expect(await audit.listActivity('u1', { before: page.next ?? '', limit: 3 })).toEqual({ events: [events[3]], next: null })
      const older = await listActivityOf(database.db, 'u1', { before: events[1]?.id, limit: 1 })
      expect(older).toEqual([events[2]])
    })
  })
})
