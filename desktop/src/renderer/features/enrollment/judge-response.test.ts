import { encodeGroups } from '@motp/shared/enrollment/digit-groups'
import { expect, test } from 'vitest'
import { areComputerDigits, judgeResponse } from './judge-response.ts'

const sentences = { wrong: 'wrong', missing: 'missing' }
const payload = '1234567890123456789012345'
const response = encodeGroups('response', payload)

test('the right groups in their places are right', () => {
  expect(judgeResponse(response, sentences, false)).toEqual([true, true, true, true, true])
})

test('swapped groups are wrong in both places', () => {
  const [first = '', second = '', ...rest] = response
  expect(judgeResponse([second, first, ...rest], sentences, false).slice(0, 2)).toEqual(['wrong', 'wrong'])
})

test('a group still being typed is judged only when handed in', () => {
  const typing = [response[0] ?? '', '12', '', '', '']
  expect(judgeResponse(typing, sentences, false)).toEqual([true, undefined, undefined, undefined, undefined])
  expect(judgeResponse(typing, sentences, true).slice(1, 3)).toEqual(['missing', 'missing'])
})

test("the computer's own digits are recognised", () => {
  expect(areComputerDigits(encodeGroups('challenge', payload))).toBe(true)
  expect(areComputerDigits(response)).toBe(false)
})
