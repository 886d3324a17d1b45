// The conditional write, by itself: whoever judged an older row is refused, with or without a lock.
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'
import { createVerificationStore, type TokenRow } from './verification-store.ts'

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

forEachDatabase('the write of a judgement', (open) => {
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
    expect(await database.transact((tx) => store.lockTokens(tx, [token.id, 'nobody', token.id]))).toEqual([row])
  })
})
