import { setTimeout as delay } from 'node:timers/promises'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { expect, test } from 'vitest'
import { createKeptCount } from './kept-count.ts'

test('nobody waits long for a count: the one before is told meanwhile, and none is made twice at a time', async () => {
  const clock = createFakeClock()
  const began: PromiseWithResolvers<number>[] = []
  const count = () => {
    const one = Promise.withResolvers<number>()
    began.push(one)
    return one.promise
  }
  const read = createKeptCount({ clock, freshForMs: 1000, patienceMs: 5, count })
  expect(await Promise.all([read(), read()])).toEqual([null, null])
  began[0]?.resolve(7)
  await delay(0)
  expect(await read()).toMatchObject({ rows: 7 })
  clock.advance(1000)
  expect(await read()).toMatchObject({ rows: 7 })
  began[1]?.reject(new Error('the database went away'))
  await delay(0)
  expect(await read()).toMatchObject({ rows: 7 })
  expect(began).toHaveLength(3)
  began[2]?.resolve(8)
  await delay(0)
  expect(await read()).toMatchObject({ rows: 8 })
})
