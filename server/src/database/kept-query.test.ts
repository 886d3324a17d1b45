// A query that is compiled once must say what the same query built anew would: for all shapes of its values, on handles and in transactions.
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { keepQuery } from './kept-query.ts'
import type { ThrottlesTable } from './schema.ts'

const insert = keepQuery((db, { rows }: { rows: readonly ThrottlesTable[] }) => db.insertInto('throttles').values(rows))
const find = keepQuery((db, { keys }: { keys: readonly string[] }) =>
  db.selectFrom('throttles').selectAll().where('key', 'in', keys).where('hits', '>', 0).orderBy('key'),
)
const change = keepQuery((db, { key, changes }: { key: string; changes: { hits?: number | undefined; windowEndsAt?: number } }) =>
  db.updateTable('throttles').set(changes).where('key', '=', key).returning(['hits', 'windowEndsAt']),
)
const row = (key: string, hits: number) => ({ key, hits, windowEndsAt: hits * 10 })

forEachDatabase('a kept query', (open: OpenDatabase) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })

  test('has the values of each call, for lists of any length', async () => {
    expect((await insert(database.db, { rows: [row('a', 1), row('b', 2)] })).numAffectedRows).toBe(2n)
    await insert(database.db, { rows: [row('c', 3)] })
    await insert(database.db, { rows: [row('d', 4)] })
    const keysOf = async (...keys: string[]) => (await find(database.db, { keys })).rows.map(({ key }) => key)
    expect(await keysOf('a')).toEqual(['a'])
    expect(await keysOf('b')).toEqual(['b'])
    expect(await keysOf('d', 'c')).toEqual(['c', 'd'])
    expect(await keysOf('nobody')).toEqual([])
  })

  test('writes the columns that are given, in any order, and no others', async () => {
    const { db } = database
    await insert(db, { rows: [row('set', 5)] })
    expect((await change(db, { key: 'set', changes: { hits: 6 } })).rows).toEqual([{ hits: 6, windowEndsAt: 50 }])
    expect((await change(db, { key: 'set', changes: { windowEndsAt: 7 } })).rows).toEqual([{ hits: 6, windowEndsAt: 7 }])
    expect((await change(db, { key: 'set', changes: { hits: 8, windowEndsAt: 9 } })).rows).toEqual([{ hits: 8, windowEndsAt: 9 }])
    expect((await change(db, { changes: { windowEndsAt: 10, hits: 11 }, key: 'set' })).rows).toEqual([{ hits: 11, windowEndsAt: 10 }])
    expect((await change(db, { key: 'set', changes: { hits: undefined, windowEndsAt: 12 } })).rows).toEqual([
      { hits: 11, windowEndsAt: 12 },
    ])
  })

  test('belongs to the transaction that it is called with', async () => {
    const giveUp = database.transact(async (tx) => {
      await insert(tx, { rows: [row('gone', 1)] })
      expect((await find(tx, { keys: ['gone'] })).rows).toEqual([row('gone', 1)])
      throw new Error('given up')
    })
    await expect(giveUp).rejects.toThrow('given up')
    expect((await find(database.db, { keys: ['gone'] })).rows).toEqual([])
  })
})
