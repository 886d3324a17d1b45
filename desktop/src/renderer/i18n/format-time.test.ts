import { expect, test } from 'vitest'
import { formatRemaining, formatResultTime } from './format-time.ts'

const atTime = (hour: number, minute: number, second: number) => new Date(2026, 10, 21, hour, minute, second).getTime()

test('a result time reads as in the operating guide', () => {
  expect(formatResultTime(atTime(17, 2, 6), 'zh-TW')).toBe('PM 05:02:06')
  expect(formatResultTime(atTime(17, 2, 6), 'en')).toBe('5:02:06 PM')
})

test('midnight and noon are twelve', () => {
  expect(formatResultTime(atTime(0, 0, 0), 'zh-TW')).toBe('AM 12:00:00')
  expect(formatResultTime(atTime(12, 0, 9), 'en')).toBe('12:00:09 PM')
})

test('the time left rounds up and stops at zero', () => {
  expect(formatRemaining(299_001)).toBe('5:00')
  expect(formatRemaining(61_000)).toBe('1:01')
  expect(formatRemaining(-5)).toBe('0:00')
})
