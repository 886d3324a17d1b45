import { expect, test } from 'vitest'
import { compareLines } from './line-difference.ts'

test('a line that was changed went and is new; the others stay', () => {
  expect(compareLines('one\ntwo\nthree', 'one\n2\nthree').map(({ kind, line }) => `${kind} ${line}`)).toEqual([
    'same one',
    'gone two',
    'new 2',
    'same three',
  ])
})

test('the same text has no difference', () => {
  expect(compareLines('a\n\nb', 'a\n\nb').every(({ kind }) => kind === 'same')).toBe(true)
})

test.each([
  ['', ''],
  ['', 'a\nb'],
  ['a\nb\nc', ''],
  ['a\nb\nc\na', 'c\na\nb'],
  ['x\n\ny\n\nz', 'x\n\nz\n\ny'],
])('both %j and %j can be read back from their difference', (before, after) => {
  const changes = compareLines(before, after)
  const readBack = (without: 'gone' | 'new') =>
    changes
      .filter(({ kind }) => kind !== without)
      .map(({ line }) => line)
      .join('\n')
  expect([readBack('new'), readBack('gone')]).toEqual([before, after])
})
