import { expect, test } from 'vitest'
import { remainingMs } from './use-deadline.ts'

test('the time left follows the local pace, whatever the local clock says', () => {
  const moment = { expiresAt: 400_000, now: 100_000, receivedAt: 9_000_000 }
  expect(remainingMs(moment, 9_000_000)).toBe(300_000)
  expect(remainingMs(moment, 9_060_000)).toBe(240_000)
})

test('the time left never goes below zero', () => {
  expect(remainingMs({ expiresAt: 10, now: 0, receivedAt: 0 }, 1_000)).toBe(0)
})
