// Groups and their check digits together: a slip of the hand is caught wherever groups are typed.
import offline from '@motp/tests/vectors/offline-vectors.json' with { type: 'json' }
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeGroups,
  encodeGroups,
  groupCount,
  isGroupValid,
  isOtherLeg,
  type LegKind,
  normaliseGroup,
  splitPasted,
} from './digit-groups.ts'

const legs: LegKind[] = ['challenge', 'response', 'activation']
const digit = fc.constantFrom(...'0123456789')
const payloadOf = (leg: LegKind) => fc.string({ unit: digit, minLength: groupCount(leg) * 5, maxLength: groupCount(leg) * 5 })
/** A leg with one of its payloads. */
const payloads = fc.constantFrom(...legs).chain((leg) => payloadOf(leg).map((payload) => ({ leg, payload })))

test.each(offline.vectors)('frozen vector: $name', ({ C, R, input, typedChallenge, typedResponse, typedActivation }) => {
  expect(encodeGroups('challenge', C)).toEqual(typedChallenge)
  expect(encodeGroups('response', R)).toEqual(typedResponse)
  expect(decodeGroups('challenge', typedChallenge)).toEqual({ ok: true, payload: C })
  expect(decodeGroups('response', typedResponse)).toEqual({ ok: true, payload: R })
  if (input.A === undefined || typedActivation === null) return
  expect(encodeGroups('activation', input.A)).toEqual(typedActivation)
  expect(decodeGroups('activation', typedActivation)).toEqual({ ok: true, payload: input.A })
})

const rejected = offline.negative.flatMap(({ name, typed, expectGroupsOk }) => (typed ? [{ name, typed, expectGroupsOk }] : []))
test.each(rejected)('frozen vector to refuse: $name', ({ typed, expectGroupsOk }) => {
  expect(rejected).toHaveLength(4)
  expect(typed.map((group, position) => isGroupValid('challenge', position, group))).toEqual(expectGroupsOk)
  const badGroups = expectGroupsOk.flatMap((isOk, position) => (isOk ? [] : [position]))
  expect(decodeGroups('challenge', typed)).toEqual({ ok: false, badGroups })
})

test('frozen vector of normalisation', () => {
  expect(normaliseGroup(offline.normalisation.raw)).toBe(offline.normalisation.normalised)
})

test('every payload is read back from its groups', () => {
  fc.assert(
    fc.property(payloads, ({ leg, payload }) => {
      expect(decodeGroups(leg, encodeGroups(leg, payload))).toEqual({ ok: true, payload })
    }),
  )
})

test('every wrong digit is caught', () => {
  fc.assert(
    fc.property(payloads, ({ leg, payload }) => {
      for (const [position, group] of encodeGroups(leg, payload).entries()) {
        for (const wrong of everyWrongDigit(group)) expect(isGroupValid(leg, position, wrong)).toBe(false)
      }
    }),
  )
})

test('every swap of two neighbours is caught', () => {
  fc.assert(
    fc.property(payloads, ({ leg, payload }) => {
      for (const [position, group] of encodeGroups(leg, payload).entries()) {
        for (const swapped of everyAdjacentSwap(group)) expect(isGroupValid(leg, position, swapped)).toBe(false)
      }
    }),
  )
})

test('every swap of two groups is caught, even of groups with the same digits', () => {
  fc.assert(
    fc.property(payloads, ({ leg, payload }) => {
      const groups = encodeGroups(leg, payload)
      for (const [from, group] of groups.entries()) {
        for (const to of groups.keys()) expect(isGroupValid(leg, to, group)).toBe(from === to)
      }
    }),
  )
})

test('a group of one leg is caught at the same place of the other leg, and an activation code typed as a challenge', () => {
  fc.assert(
    fc.property(payloadOf('challenge'), payloadOf('response'), payloadOf('activation'), (challenge, response, activation) => {
      for (const position of [0, 1, 2, 3, 4]) {
        expect(isGroupValid('response', position, encodeGroups('challenge', challenge)[position] ?? '')).toBe(false)
        expect(isGroupValid('challenge', position, encodeGroups('response', response)[position] ?? '')).toBe(false)
        expect(isGroupValid('challenge', position, encodeGroups('activation', activation)[position] ?? '')).toBe(false)
        expect(isGroupValid('activation', position, encodeGroups('challenge', challenge)[position] ?? '')).toBe(false)
      }
    }),
  )
})

test('six digits have exactly one place among the ten of challenge and response', () => {
  fc.assert(
    fc.property(fc.string({ unit: digit, minLength: 6, maxLength: 6 }), (group) => {
      const places = (['challenge', 'response'] as const).flatMap((leg) => [0, 1, 2, 3, 4].filter((at) => isGroupValid(leg, at, group)))
      expect(places).toHaveLength(1)
    }),
  )
})

test('groups as people type them are read: full width, spaces, hyphens, full stops', () => {
  for (const typed of ['104202', '１０４２０２', ' 104 202 ', '104-202', '10.42.02', '104–202']) {
    expect(isGroupValid('challenge', 0, typed)).toBe(true)
  }
})

test.each(['', '10420', '1042020', '10420a', '104２0x', '-10420', '١٠٤٢٠٢'])('%j is no group', (typed) => {
  expect(isGroupValid('challenge', 0, typed)).toBe(false)
})

test('no group is valid past the ends of its leg', () => {
  expect(isGroupValid('challenge', 5, '271820')).toBe(false)
  expect(isGroupValid('response', -5, '104202')).toBe(false)
  expect(isGroupValid('response', 0.5, '271820')).toBe(false)
  const anyGroup = Array.from({ length: 10 }, (_, checkDigit) => `57721${checkDigit}`)
  for (const position of [-1, 3, 4]) expect(anyGroup.some((group) => isGroupValid('activation', position, group))).toBe(false)
})

test('missing groups are bad groups', () => {
  expect(decodeGroups('challenge', ['104202', '031419'])).toEqual({ ok: false, badGroups: [2, 3, 4] })
})

test.each(['', '1234', '12345678901234567890123456', '123456789012345678901234x'])('%j is no challenge payload', (payload) => {
  expect(() => encodeGroups('challenge', payload)).toThrow(RangeError)
})

test('a paste is split whatever stands between the digits', () => {
  const groups = ['104202', '031419', '592650', '358976', '932384']
  for (const separator of ['', ' ', '-', '\n', '\t', '、', ' / ']) expect(splitPasted('challenge', groups.join(separator))).toEqual(groups)
  expect(splitPasted('challenge', '１０４２０２　０３１４')).toEqual(['104202', '0314'])
  expect(splitPasted('activation', groups.join(' '))).toEqual(groups.slice(0, 3))
  expect(splitPasted('challenge', 'no digits')).toEqual([])
})

test('the numbers of the other direction are recognised, a single slip is not taken for them', () => {
  fc.assert(
    fc.property(payloadOf('challenge'), payloadOf('response'), (challengePayload, responsePayload) => {
      const challenge = encodeGroups('challenge', challengePayload)
      const response = encodeGroups('response', responsePayload)
      expect(isOtherLeg('challenge', response)).toBe(true)
      expect(isOtherLeg('response', challenge.slice(0, 2))).toBe(true)
      expect(isOtherLeg('challenge', challenge)).toBe(false)
      expect(isOtherLeg('response', challenge.slice(0, 1))).toBe(false)
      for (const slip of everyWrongDigit(challenge[0] ?? '')) expect(isOtherLeg('challenge', [slip, ...challenge.slice(1)])).toBe(false)
    }),
  )
})

function everyWrongDigit(group: string): string[] {
  return [...group].flatMap((right, at) => [...'0123456789'].filter((wrong) => wrong !== right).map((wrong) => replaceAt(group, at, wrong)))
}

function everyAdjacentSwap(group: string): string[] {
  return [...group]
    .map((first, at) => replaceAt(group, at, `${group.charAt(at + 1)}${first}`))
    .filter((swapped) => swapped.length === group.length && swapped !== group)
}

function replaceAt(group: string, at: number, digits: string): string {
  return group.slice(0, at) + digits + group.slice(at + digits.length)
}
