import { encodeGroups } from '@motp/shared/enrollment/digit-groups'
import { createChallenge } from '@motp/shared/enrollment/offline-enrollment'
import { expect, test } from 'vitest'
import { checkChallenge } from './challenge-check.ts'

const madeAt = Date.parse('2026-11-21T08:00:00Z')
const make = (withPin = false) =>
  createChallenge({ profile: 2, withPin, serverCode: '27', nowMs: madeAt, randomDigits: (count) => '4'.repeat(count) })
const groupsOf = (challenge: string) => encodeGroups('challenge', challenge)

test('a fresh challenge can be used and tells what to compare', () => {
  const check = checkChallenge(groupsOf(make()), madeAt)
  expect(check).toMatchObject({ kind: 'usable', challenge: make(), view: { serverCode: '27', parameters: { digits: 8 } } })
})

test('a missing or wrong group waits', () => {
  expect(checkChallenge(groupsOf(make()).with(3, ''), madeAt).kind).toBe('incomplete')
})

test('a clock that is off, either way, is said to be off', () => {
  expect(checkChallenge(groupsOf(make()), madeAt + 20 * 60_000).kind).toBe('clock-wrong')
  expect(checkChallenge(groupsOf(make()), madeAt - 20 * 60_000).kind).toBe('clock-wrong')
  expect(checkChallenge(groupsOf(make()), madeAt + 9 * 60_000).kind).toBe('usable')
})

test('a mandatory app PIN and an unknown version are refused', () => {
  expect(checkChallenge(groupsOf(make(true)), madeAt).kind).toBe('pin-required')
  expect(checkChallenge(groupsOf(`9${make().slice(1)}`), madeAt).kind).toBe('unknown-version')
})
