import { createFakeClock } from '@motp/tests/support/fake-clock'
import { describe, expect, test } from 'vitest'
import { createDuplicateCache, type DuplicateCacheOptions } from './duplicate-cache.ts'

function make(options: Partial<DuplicateCacheOptions> = {}) {
  const clock = createFakeClock()
  const cache = createDuplicateCache({ clock, keepMs: 30_000, maxKept: 100, maxInProgress: 10, ...options })
  let runs = 0
  const work = (reply: Uint8Array | undefined = Uint8Array.of(runs)) => {
    return async () => {
      runs += 1
      return reply
    }
  }
  return { clock, cache, work, runs: () => runs }
}

describe('a retransmission', () => {
  test('gets the identical bytes for 30 s, and work is done once', async () => {
    const { clock, cache, work, runs } = make()
    const first = await cache.answerOnce('a', work(Uint8Array.of(1, 2)))
    clock.advance(29_999)
    expect(await cache.answerOnce('a', work(Uint8Array.of(3)))).toBe(first)
    expect(runs()).toBe(1)
    clock.advance(1)
    expect(await cache.answerOnce('a', work(Uint8Array.of(3)))).toEqual(Uint8Array.of(3))
    expect(runs()).toBe(2)
  })

  test('is left alone while the first is in progress', async () => {
    const { cache, work, runs } = make()
    const gate = Promise.withResolvers<Uint8Array>()
    const first = cache.answerOnce('a', () => gate.promise)
    expect(await cache.answerOnce('a', work())).toBe('in-progress')
    expect(runs()).toBe(0)
    gate.resolve(Uint8Array.of(9))
    expect(await first).toEqual(Uint8Array.of(9))
    expect(await cache.answerOnce('a', work())).toEqual(Uint8Array.of(9))
  })

  test('is worked on again when there was no answer, or an error', async () => {
    const { cache, work } = make()
    expect(await cache.answerOnce('a', async () => undefined)).toBeUndefined()
    await expect(cache.answerOnce('a', async () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await cache.answerOnce('a', work(Uint8Array.of(1)))).toEqual(Uint8Array.of(1))
  })
})

test('another key is another request', async () => {
  const { cache, work, runs } = make()
  await cache.answerOnce('a', work())
  await cache.answerOnce('b', work())
  expect(runs()).toBe(2)
})

test('the oldest answers go first when there are too many', async () => {
  const { cache, work, runs } = make({ maxKept: 2 })
  for (const key of ['a', 'b', 'c']) await cache.answerOnce(key, work(Uint8Array.of(1)))
  await cache.answerOnce('c', work())
  await cache.answerOnce('b', work())
  expect(runs()).toBe(3)
  await cache.answerOnce('a', work())
  expect(runs()).toBe(4)
})

test('over the limit of work in progress, newcomers are not taken', async () => {
  const { cache, work, runs } = make({ maxInProgress: 1 })
  const gate = Promise.withResolvers<Uint8Array>()
  const first = cache.answerOnce('a', () => gate.promise)
  expect(await cache.answerOnce('b', work())).toBe('busy')
  gate.resolve(Uint8Array.of(1))
  await first
  await cache.answerOnce('b', work())
  expect(runs()).toBe(1)
})
