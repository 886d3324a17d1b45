import { expect, test } from 'vitest'
import { hourMs } from '../counts/hour.ts'
import { fillBars, firstHour } from './span.ts'

// 2026-11-21 10:30 UTC, which is 18:30 in Taipei.
const now = Date.UTC(2026, 10, 21, 10, 30)
const taipei = 480

test('a day is the last 24 hours, the one that runs now among them', () => {
  const first = firstHour('day', now, taipei)
  expect(first * hourMs).toBe(Date.UTC(2026, 10, 20, 11))
  expect(fillBars('day', first, []).at(-1)?.at).toBe(Date.UTC(2026, 10, 21, 10))
})

test("the days of a week begin at the reader's midnight", () => {
  const bars = fillBars('week', firstHour('week', now, taipei), [])
  expect(bars).toHaveLength(7)
  expect(bars.at(-1)?.at).toBe(Date.UTC(2026, 10, 20, 16))
  expect(fillBars('month', firstHour('month', now, 0), []).at(-1)?.at).toBe(Date.UTC(2026, 10, 21))
})

test('each hour falls into its bar; what lies outside falls nowhere', () => {
  const first = firstHour('week', now, 0)
  const bars = fillBars('week', first, [
    { hour: first, action: 'verification.accepted', count: 2 },
    { hour: first + 23, action: 'verification.refused', count: 3 },
    { hour: first + 24, action: 'verification.accepted', count: 5 },
    { hour: first - 1, action: 'verification.accepted', count: 7 },
  ])
  expect(bars.slice(0, 2).map(({ accepted, refused }) => [accepted, refused])).toEqual([
    [2, 3],
    [5, 0],
  ])
  expect(bars.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(7)
})
