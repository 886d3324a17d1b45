import { expect, test } from 'vitest'
import { isIos } from './installation.ts'

test('an iPad is recognised though it calls itself a Macintosh; a Macintosh is not', () => {
  expect(isIos('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)', 5)).toBe(true)
  expect(isIos('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 5)).toBe(true)
  expect(isIos('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 0)).toBe(false)
  expect(isIos('Mozilla/5.0 (Linux; Android 16; K)', 5)).toBe(false)
})
