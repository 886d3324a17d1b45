import { expect, test } from 'vitest'
import { createClockWatch, isClockOff, offsetOf } from './clock.ts'

test('the offset is taken at the middle of the journey', () => {
  expect(offsetOf({ serverNowMs: 100_000, sentAtMs: 129_000, receivedAtMs: 131_000 })).toBe(30)
})

test('an answer that was under way for long says nothing', () => {
  expect(offsetOf({ serverNowMs: 0, sentAtMs: 0, receivedAtMs: 10_001 })).toBeUndefined()
  expect(offsetOf({ serverNowMs: 0, sentAtMs: 5, receivedAtMs: 0 })).toBeUndefined()
})

test('twenty seconds either way are tolerated, twenty-one are not', () => {
  expect([20, -20, undefined].map(isClockOff)).toEqual([false, false, false])
  expect([21, -21].map(isClockOff)).toEqual([true, true])
})

const answer =
  (date: string | undefined, status = 200) =>
  async () =>
    new Response('{}', { status, headers: date ? { date } : {} })

test('a fast phone learns it from the Date header, and its listeners hear it once', async () => {
  const clock = createClockWatch(() => Date.parse('2026-11-21T00:01:00Z'), answer('Sat, 21 Nov 2026 00:00:00 GMT'))
  let heard = 0
  clock.subscribe(() => (heard += 1))
  await clock.measure()
  await clock.measure()
  expect([clock.offsetSeconds(), heard]).toEqual([60, 1])
})

test('without network, without the header or with a stranger in between, what is known stays', async () => {
  for (const fetch of [() => Promise.reject(new TypeError('offline')), answer(undefined), answer('Sat, 21 Nov 2026 00:00:00 GMT', 502)]) {
    const clock = createClockWatch(() => 5_000_000, fetch)
    clock.learn(4_970)
    await clock.measure()
    expect(clock.offsetSeconds()).toBe(30)
  }
})
