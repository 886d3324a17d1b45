// Seeds that are opened before anybody asks.
import { forEachDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'
import { createTokenList } from './token-list-store.ts'
import { startWarming } from './warming.ts'

forEachDatabase('after a start', (open) => {
  test('the seeds of all that codes may be shown of are opened, page by page, and it ends', async () => {
    const world = await createRegistrationWorld(await open())
    const tokens = await Promise.all(Array.from({ length: 120 }, () => world.make.activeToken()))
    await world.make.slot()
    const list = createTokenList(world.database.db, 1000)
    const asked: string[] = []
    const next = async (last: string) => {
      asked.push(last)
      return list(last)
    }
    const opened: string[] = []
    const warming = startWarming({ next, openSeed: ({ id }) => opened.push(id) })
    await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(3)
    expect(opened).toEqual(tokens.map(({ id }) => id).toSorted())
    await warming.stop()
  })

  test('no more are listed than there is room for', async () => {
    const world = await createRegistrationWorld(await open())
    await Promise.all(Array.from({ length: 5 }, () => world.make.activeToken()))
    const list = createTokenList(world.database.db, 3)
    const step = await list('')
    expect(step?.tokens).toHaveLength(3)
    expect(await list(step?.last ?? '')).toBeUndefined()
  })

  test('stopped at once, in the middle of its rest', async () => {
    const world = await createRegistrationWorld(await open())
    const token = await (await world.make.activeToken()).read()
    let steps = 0
    const next = () => {
      steps += 1
      return { last: token.id, tokens: [token] }
    }
    const warming = startWarming({ next, openSeed: () => undefined })
    await warming.stop()
    expect(steps).toBe(1)
  })
})
