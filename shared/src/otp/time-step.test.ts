import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepEndsAt, timeStep } from './time-step.ts'

test('steps are counted from the epoch (RFC 6238 4.2)', () => {
  expect([0, 29_999, 30_000, 59_999].map((atMs) => timeStep(atMs, 30))).toEqual([0, 0, 1, 1])
  expect(timeStep(59_999, 60)).toBe(0)
})

test('a moment lies before the end of its step, and the end belongs to the next', () => {
  fc.assert(
    fc.property(fc.nat({ max: 4e12 }), fc.constantFrom(30, 60), (atMs, periodSeconds) => {
      const step = timeStep(atMs, periodSeconds)
      const endsAt = stepEndsAt(step, periodSeconds)
      expect(endsAt).toBeGreaterThan(atMs)
      expect(endsAt - atMs).toBeLessThanOrEqual(periodSeconds * 1000)
      expect(timeStep(endsAt, periodSeconds)).toBe(step + 1)
    }),
  )
})
