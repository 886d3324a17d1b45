import { expect, test } from 'vitest'
import { findSentence, findTone } from './activity-kind.ts'

test('a known action has its sentence, an unknown one the general one', () => {
  expect(findSentence('token.reset')).toBe('tokenReset')
  expect(findSentence('token.teleported')).toBe('other')
  expect(findSentence('toString')).toBe('other')
})

test('refusals and locks stand out, an unlock does not count as a lock', () => {
  expect(findTone('verification.refused')).toBe('bad')
  expect(findTone('token.locked')).toBe('bad')
  expect(findTone('enrollment.other-device')).toBe('bad')
  expect(findTone('token.unlocked')).toBe('good')
  expect(findTone('session.signed-in')).toBe('plain')
})
