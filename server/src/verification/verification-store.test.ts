// The conditional write, by itself: whoever judged an older row is refused, with or without a lock.
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'
import type { AuditEntry } from '../audit/audit.ts'
import { appendAudit, verifyAudit } from '../audit/audit-store.ts'
import { type TokenRow, tokenColumns } from './token-row.ts'
import { createVerificationStore } from './verification-store.ts'

const pickColumns = (row: TokenRow) => Object.fromEntries(tokenColumns.map((column) => [column, row[column]]))

async function createWorld(open: OpenDatabase) {
  const database = await open()
  const { make } = await createRegistrationWorld(database)
  const store = createVerificationStore(database)
  const save = (rows: readonly TokenRow[], changes: Partial<TokenRow>) =>
    database.transact((tx) =>
      store.saveJudgements(
        tx,
        rows.map((read) => ({ read, token: { ...read, ...changes } })),
      ),
    )
  return { database, make, store, save }
}

forEachDatabase('the write of a judgement', (open, engine) => {
  test.each([
    ['a step was accepted', { lastStep: 100 }],
    ['a failure was counted', { failures: 1 }],
    ['the token was suspended', { state: 'suspended' }],
  ] as const)('is refused when meanwhile %s', async (_, change) => {
    const { database, make, save } = await createWorld(open)
    const token = await make.activeToken()
    const judged = await token.read()
    await database.db.updateTable('tokens').set(change).where('id', '=', token.id).execute()
    const now = await token.read()
    const changes = { lastStep: 101, failures: 0 }
    expect([...(await save([judged], changes))]).toEqual([])
    expect(await token.read()).toEqual(now)
    expect([...(await save([now], changes))]).toEqual(now.state === 'active' ? [token.id] : [])
  })

  test('writes all that an attempt may change, of each token its own, and tells which were refused', async () => {
    const { database, make, save } = await createWorld(open)
    const [first, second] = [await make.activeToken(), await make.activeToken()]
    const rows = [await first.read(), await second.read()]
    const changes = { lastStep: 59_000_000, drift: -2, failures: 4, lockedUntil: 1_767_600_000_000, isHardLocked: 1, lastUsedAt: null }
    await database.db.updateTable('tokens').set({ failures: 1 }).where('id', '=', second.id).execute()
    const stranger = { ...rows[0], id: 'nobody' } as TokenRow
    expect([...(await save([...rows, stranger], changes))]).toEqual([first.id])
    expect(await first.read()).toEqual({ ...rows[0], ...changes })
    expect(await second.read()).toEqual({ ...rows[1], failures: 1 })
  })

  test('the rows of a batch are each read once, whoever is missing', async () => {
    const { database, make, store } = await createWorld(open)
    const token = await make.activeToken()
    const row = await token.read()
    expect(await database.transact((tx) => store.lockTokens(tx, [token.id, 'nobody', token.id]))).toEqual([pickColumns(row)])
  })

  if (engine === 'postgres') {
    const eventOf = ({ id, userId }: TokenRow): AuditEntry => ({
      at: 5,
      actor: 'client:c',
      action: 'verification.accepted',
      userId,
      tokenId: id,
    })

    test('recorded in one statement, tokens and trail change together or not at all, and the chain goes on', async () => {
      const { database, make, store } = await createWorld(open)
      const [first, second] = [await make.activeToken(), await make.activeToken()]
      const rows = [await first.read(), await second.read()]
      const record = (read: readonly TokenRow[]) =>
        store.record?.(
          read.map((row) => ({ read: row, token: { ...row, lastStep: row.lastStep + 1, failures: 0, lastUsedAt: 7 } })),
          read.map(eventOf),
        )
      // Without a first event there is no head to go on from.
      expect(await record(rows)).toBe(false)
      await database.transact((tx) =>
        appendAudit(tx, { at: 1, actor: 'cli', action: 'policy.changed', detail: { text: '中文 "quoted" \\ \n' } }),
      )

      expect(await record(rows)).toBe(true)
      expect(await first.read()).toEqual({ ...rows[0], lastStep: (rows[0]?.lastStep ?? 0) + 1, lastUsedAt: 7 })
      // Of the two, one is as it was read and one is not.
      const stale = [await first.read(), ...rows.slice(1)]
      expect(await record(stale)).toBe(false)
      expect(await first.read()).toEqual(stale[0])
      expect(await verifyAudit(database.db)).toEqual({ ok: true, events: 3 })
    })

    test('recorded by two nodes at once, each token is written once and the chain stays whole', async () => {
      const { database, make, store } = await createWorld(open)
      await database.transact((tx) => appendAudit(tx, { at: 1, actor: 'cli', action: 'policy.changed' }))
      const other = createVerificationStore(await open(database.location))
      const rows = await Promise.all(Array.from({ length: 20 }, async () => (await make.activeToken()).read()))
      const recorded = await Promise.all(
        rows.flatMap((row, index) =>
          [store, other].map(({ record }) => {
            const read = [row, ...rows.slice(index + 1, index + 1 + (index % 3))]
            return record?.(
              read.map((one) => ({ read: one, token: { ...one, lastStep: one.lastStep + 1 } })),
              read.map(eventOf),
            )
          }),
        ),
      )
      expect(recorded.filter(Boolean).length).toBeGreaterThan(0)
      const written = await Promise.all(
        rows.map(({ id }) => database.db.selectFrom('tokens').select('lastStep').where('id', '=', id).executeTakeFirst()),
      )
      const steps = written.reduce((sum, row, index) => sum + (row?.lastStep ?? 0) - (rows[index]?.lastStep ?? 0), 0)
      expect(await verifyAudit(database.db)).toEqual({ ok: true, events: 1 + steps })
    })
  }
})
