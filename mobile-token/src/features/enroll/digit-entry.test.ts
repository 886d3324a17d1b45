import { encodeGroups } from '@motp/shared/enrollment/digit-groups'
import { describe, expect, test } from 'vitest'
import { emptyGroups, isPlainlyOtherLeg, judgeGroup, typeGroup } from './digit-entry.ts'

const groups = encodeGroups('challenge', '1027341938475610293847561')
const response = encodeGroups('response', '8273645091827364509182736')
const type = (from: readonly string[], position: number, text: string) => typeGroup('challenge', from, { position, text })
const empty = emptyGroups('challenge')
const [first = '', second = ''] = groups

test('a right group moves on to the next field', () => {
  expect(type(empty, 0, first)).toEqual({ groups: [first, '', '', '', ''], focus: 1 })
})

test('an unfinished or wrong group keeps the focus', () => {
  const wrong = first.slice(0, 5) + ((Number(first[5]) + 1) % 10)
  expect(type(empty, 0, first.slice(0, 5)).focus).toBeUndefined()
  expect(type(empty, 0, wrong)).toEqual({ groups: [wrong, '', '', '', ''], focus: undefined })
})

test('full-width digits and separators are understood, letters dropped', () => {
  const wide = [...first].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
  expect(type(empty, 0, `${wide.slice(0, 3)} - ${wide.slice(3)}x`).groups[0]).toBe(first)
})

describe('a paste', () => {
  test('of all groups fills every field, wherever it was dropped, with any separators', () => {
    expect(type(empty, 3, groups.join(' / '))).toEqual({ groups, focus: 4 })
  })
  test('of two groups fills from that field on and goes to the first that is missing', () => {
    expect(type(empty, 0, first + second)).toEqual({ groups: [first, second, '', '', ''], focus: 2 })
  })
  test('with a wrong group goes to that one and keeps the others', () => {
    const damaged = groups.with(2, '000000').join('')
    expect(type(empty, 0, damaged)).toEqual({ groups: groups.with(2, '000000'), focus: 2 })
  })
})

test('one digit too many goes to an empty neighbour and never into a filled one', () => {
  expect(type(empty, 0, `${first}7`).groups).toEqual([first, '7', '', '', ''])
  expect(type(groups, 0, `${first}7`).groups).toEqual(groups)
})

test('one group can be corrected without losing the others', () => {
  const damaged = groups.with(2, '000000')
  expect(type(damaged, 2, groups[2] ?? '').groups).toEqual(groups)
})

test('groups are judged when they are complete', () => {
  expect(judgeGroup('challenge', 0, first.slice(0, 5))).toBe('incomplete')
  expect(judgeGroup('challenge', 0, first)).toBe('accepted')
  expect(judgeGroup('challenge', 1, first)).toBe('wrong')
  expect(judgeGroup('challenge', 0, response[0] ?? '')).toBe('wrong-leg')
})

test("the phone's own digits typed back are recognised once two groups say so", () => {
  expect(isPlainlyOtherLeg('challenge', [response[0] ?? '', '', '', '', ''])).toBe(false)
  expect(isPlainlyOtherLeg('challenge', [response[0] ?? '', response[1] ?? '', '', '', ''])).toBe(true)
  expect(isPlainlyOtherLeg('challenge', groups)).toBe(false)
})
