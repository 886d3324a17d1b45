import { expect, test } from 'vitest'
import { remainingSeconds, spellCode, splitCode } from './code-text.ts'

test('codes of six and eight digits are split in halves', () => {
  expect(splitCode('287082')).toEqual(['287', '082'])
  expect(splitCode('94287082')).toEqual(['9428', '7082'])
})

test('a code is spelled digit by digit', () => expect(spellCode('287082')).toBe('2 8 7, 0 8 2'))

test('the time left counts whole seconds and never says zero', () => {
  expect(remainingSeconds(1_000, 30_000)).toBe(29)
  expect(remainingSeconds(1_001, 30_000)).toBe(29)
  expect(remainingSeconds(29_999, 30_000)).toBe(1)
  expect(remainingSeconds(30_001, 30_000)).toBe(1)
})
