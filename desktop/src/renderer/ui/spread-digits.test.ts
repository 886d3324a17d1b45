import { expect, test } from 'vitest'
import { digitsOf, spreadDigits } from './spread-digits.ts'

const empty = ['', '', '', '', '']

test('full-width digits, spaces and hyphens are taken', () => {
  expect(digitsOf('１２３ 4-5６')).toBe('123456')
})

test('a full group moves the cursor on, a partial one does not', () => {
  expect(spreadDigits(empty, 1, '12345')).toEqual({ groups: ['', '12345', '', '', ''], focus: 1 })
  expect(spreadDigits(empty, 1, '123456')).toEqual({ groups: ['', '123456', '', '', ''], focus: 2 })
})

test('a paste of all groups fills them from the first, wherever it lands', () => {
  const pasted = '111111 222222\n333333-444444　555555'
  expect(spreadDigits(empty, 3, pasted)).toEqual({ groups: ['111111', '222222', '333333', '444444', '555555'], focus: 4 })
})

test('a shorter paste flows on from where it was put and leaves the rest alone', () => {
  const before = ['999999', '', '', '', '888888']
  expect(spreadDigits(before, 1, '11111122')).toEqual({ groups: ['999999', '111111', '22', '', '888888'], focus: 2 })
})

test('correcting one group leaves the others', () => {
  const before = ['111111', '222222', '333333', '444444', '555555']
  expect(spreadDigits(before, 2, '33333').groups).toEqual(['111111', '222222', '33333', '444444', '555555'])
})

test('digits beyond the last group are dropped', () => {
  expect(spreadDigits(empty, 4, '1234567').groups[4]).toBe('123456')
})
