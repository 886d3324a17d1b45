import { expect, test } from 'vitest'
import { dammCheckDigit, isDammValid } from './check-digit.ts'

test("Damm's own example: 572 has the check digit 4", () => {
  expect(dammCheckDigit('572', 0, 0)).toBe('4')
  expect(isDammValid('5724', 0, 0)).toBe(true)
})

test('there is exactly one check digit for every start and final state', () => {
  for (let startState = 0; startState < 10; startState++) {
    for (let finalState = 0; finalState < 10; finalState++) {
      const valid = [...'0123456789'].filter((last) => isDammValid(`31415${last}`, startState, finalState))
      expect(valid).toEqual([dammCheckDigit('31415', startState, finalState)])
    }
  }
})

test('what is not a digit is never valid', () => {
  expect(isDammValid('57x4', 0, 0)).toBe(false)
})
