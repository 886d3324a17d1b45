import { expect, test } from 'vitest'
import { progressAt } from './progress.ts'

test('half of the estimated time is half of the way', () => expect(progressAt(5_000, 10_000)).toBe(0.5))

test('progress only rises and never arrives before the task does', () => {
  const shares = Array.from({ length: 300 }, (_, index) => progressAt(index * 100, 10_000))
  expect(shares.every((share, index) => index === 0 || share >= (shares[index - 1] ?? 0))).toBe(true)
  expect(Math.max(...shares)).toBeLessThan(1)
})
