import { expect, test } from 'vitest'
import { changesOf, differencesOf, isInRange } from './policy-draft.ts'

test('a difference says from what to what, and whether it protects less', () => {
  const now = { 'verification.hardLockAt': 20, 'proofs.recovery': 2, 'enrollment.issuer': 'MOTP', 'enrollment.otpauth': false }
  const after = { 'verification.hardLockAt': 3, 'proofs.recovery': 1, 'enrollment.issuer': 'WHL', 'enrollment.otpauth': true }
  expect(differencesOf(now, after)).toEqual([
    { key: 'verification.hardLockAt', now: 20, after: 3, isWeaker: false },
    { key: 'proofs.recovery', now: 2, after: 1, isWeaker: true },
    { key: 'enrollment.issuer', now: 'MOTP', after: 'WHL', isWeaker: false },
    { key: 'enrollment.otpauth', now: false, after: true, isWeaker: true },
  ])
  expect(differencesOf(now, now)).toEqual([])
})

test('only what differs from the preset is sent', () => {
  const presets = { guide: { a: 1, b: 2 }, default: { a: 1, b: 3 }, strict: { a: 1, b: 2 } }
  expect(changesOf({ preset: 'guide', values: { a: 5, b: 2 } }, presets)).toEqual({ a: 5 })
})

test('values out of range are known before they are sent', () => {
  const number = { key: 'x', kind: 'number', min: 1, max: 10, pattern: null } as const
  expect([0, 1, 10, 11, 1.5, Number.NaN].map((value) => isInRange(number, value))).toEqual([false, true, true, false, false, false])
  const digits = { key: 'x', kind: 'text', min: null, max: null, pattern: '^\\d{2}$' } as const
  expect(['42', '4', 'ab'].map((value) => isInRange(digits, value))).toEqual([true, false, false])
  const text = { key: 'x', kind: 'text', min: 1, max: 5, pattern: null } as const
  expect(['', ' ', 'MOTP', 'MOTP++'].map((value) => isInRange(text, value))).toEqual([false, false, true, false])
})
