// What the judge of codes keeps in memory of rows that others write: never older than the database at the moment of a verdict.
import type { Database } from '@motp/server/database/database'
import type { MadeToken } from '@motp/tests/support/make'
import { makeSqliteSites } from '@motp/tests/support/sqlite-sites'
import { expect, test } from 'vitest'
import { createHolderCache } from './holder-cache-store.ts'
import { createHolderReader } from './holder-store.ts'

const { newPath, openWorld, openFile } = makeSqliteSites()

const changer = { actor: 'cli', address: null, reason: 'called in' }

async function createSite({ capacity }: { capacity?: number } = {}) {
  const path = newPath()
  const world = await openWorld(path)
  const file = openFile(path)
  const cache = createHolderCache(file, capacity)
  const read = createHolderReader(file)
  return {
    world,
    database: world.database,
    cache,
    /** As a transaction that judges would see it. */
    list(token: MadeToken) {
      cache.forgetChanged()
      return cache.list(keyOf(token))
    },
    read: (token: MadeToken) => read(keyOf(token)),
  }
}

const keyOf = ({ user }: MadeToken) => user.account.toLowerCase()

/** Changed by nobody who would be noticed: shows whether a name is read anew or remembered. */
async function changeUnnoticed({ db }: Database, { id }: MadeToken): Promise<void> {
  await db
    .updateTable('tokens')
    .set((row) => ({ drift: 7, foldedSequence: row('foldedSequence', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

test('a name is read once, and remembered', async () => {
  const { world, database, list } = await createSite()
  const token = await world.make.activeToken()
  expect(list(token)).toMatchObject([{ token: { id: token.id, drift: 0 }, isRegistered: true }])
  await changeUnnoticed(database, token)
  expect(list(token)).toMatchObject([{ token: { drift: 0 } }])
})

const changes: Record<string, (site: Awaited<ReturnType<typeof createSite>>, token: MadeToken) => Promise<unknown>> = {
  suspended: ({ world }, token) => world.adminTokens.suspend(token.id, changer),
  'reset by IT': ({ world }, token) => world.adminTokens.reset(token.id, changer),
  'moved to another name': ({ database }, token) =>
    database.db.updateTable('users').set({ accountKey: 'renamed' }).where('id', '=', token.user.id).execute(),
  'given another address': ({ database }, token) =>
    database.db.updateTable('users').set({ mail: 'new@example.com' }).where('id', '=', token.user.id).execute(),
  'joined by another directory': ({ world }, token) =>
    world.make.user({ account: token.user.account, directory: 'AD' }).then((user) => world.make.slot(user)),
  deleted: ({ database }, token) => database.db.deleteFrom('tokens').where('id', '=', token.id).execute(),
  'verified the usual way': ({ world }, token) =>
    world.verification.verify(token.id, token.code(), { actor: 'client:c', address: null, purpose: 'code' }),
}

test.each(Object.entries(changes))('a token that is %s is read anew', async (_, change) => {
  const site = await createSite()
  const token = await site.world.make.activeToken()
  const before = site.list(token)
  await change(site, token)
  const after = site.list(token)
  expect(after).toEqual(site.read(token))
  expect(after).not.toEqual(before)
})

test('whoever gets a name that nobody had is found at once', async () => {
  const { world, database, list } = await createSite()
  const token = await world.make.activeToken()
  const set = (accountKey: string) => database.db.updateTable('users').set({ accountKey }).where('id', '=', token.user.id).execute()
  await set('elsewhere')
  expect(list(token)).toEqual([])
  await set(keyOf(token))
  expect(list(token)).toHaveLength(1)
})

test('more changes than are listed: everything is forgotten', async () => {
  const { world, database, list } = await createSite()
  const [first, second] = [await world.make.activeToken(), await world.make.activeToken()]
  list(first)
  list(second)
  await changeUnnoticed(database, first)
  for (let turn = 0; turn < 1001; turn += 1) {
    await database.db
      .updateTable('tokens')
      .set({ expiresAt: turn + 1 })
      .where('id', '=', second.id)
      .execute()
  }
  expect(list(first)).toMatchObject([{ token: { drift: 7 } }])
  expect(
    await database.db
      .selectFrom('holderChanges' as never)
      .selectAll()
      .execute(),
  ).toHaveLength(1000)
})

test('what this connection writes it is told; of more names than there is room for some are read each time', async () => {
  const { world, database, cache, list } = await createSite({ capacity: 2 })
  const [first, second, third] = [await world.make.activeToken(), await world.make.activeToken(), await world.make.activeToken()]
  list(first)
  cache.replace({ id: first.id, failures: 2 })
  cache.replace({ id: second.id, failures: 2 })
  expect(list(first)).toMatchObject([{ token: { failures: 2 } }])
  expect(list(second)).toMatchObject([{ token: { failures: 0 } }])
  list(third)
  for (const token of [first, second, third]) await changeUnnoticed(database, token)
  expect([list(first), list(second), list(third)].map(([holder]) => holder?.token.drift)).toEqual([0, 0, 7])
})

test('names are read ahead until there are no more, or no room', async () => {
  const { world, database, cache, list } = await createSite({ capacity: 150 })
  const tokens = await Promise.all(Array.from({ length: 250 }, () => world.make.activeToken()))
  cache.forgetChanged()
  const first = cache.readNext('')
  const second = cache.readNext(first?.last ?? '')
  expect([first, second].map((step) => step?.tokens.length)).toEqual([100, 100])
  expect(cache.readNext(second?.last ?? '')).toBeUndefined()
  // One of the first fifty of the second step, for which there was room.
  const token = tokens.find(({ id }) => id === second?.tokens[0]?.id)
  if (!token) throw new Error('no token')
  await changeUnnoticed(database, token)
  expect(list(token)).toMatchObject([{ token: { drift: 0 } }])
})
