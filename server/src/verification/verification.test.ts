// The rules of judging a code, without a database.
import { timeStep } from '@motp/shared/otp/time-step'
import { generateCode } from '@motp/shared/otp/totp'
import { describe, expect, test } from 'vitest'
import { type Policy, presets } from '../policies/policy.ts'
import { type Attempt, type JudgedToken, judgeAttempt, type Search } from './verification.ts'

const seed = new Uint8Array(20).fill(5)
const parameters = { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 } as const
const now = Date.UTC(2026, 0, 5, 9, 0, 10)
const current = timeStep(now, 30)
const fresh: JudgedToken = {
  ...parameters,
  ...{ state: 'active', drift: 0, lastStep: 0, failures: 0, lockedUntil: null, isHardLocked: 0, expiresAt: null, lastUsedAt: null },
}
const codeOf = (step: number) => generateCode(seed, parameters, step)
const codeAt = (stepsAway: number) => codeOf(current + stepsAway)
const wrongCode = '000000'

type Given = Partial<JudgedToken> & { search?: Search; policy?: Policy; at?: number }
function judge(codes: string | readonly string[], { search = 'window', policy = presets.default, at = now, ...fields }: Given = {}) {
  const attempt: Attempt = { token: { ...fresh, ...fields }, codeAt: codeOf, codes: [codes].flat(), search, now: at, policy }
  return judgeAttempt(attempt)
}

describe('the window', () => {
  test.each([-1, 0, 1])('takes a code %i steps away', (away) => {
    expect(judge(codeAt(away)).verdict).toMatchObject({ accepted: true, step: current + away, offsetSeconds: away * 30 })
  })
  test.each([-2, 2])('refuses one %i steps away', (away) => {
    expect(judge(codeAt(away)).verdict).toEqual({ accepted: false, reason: 'mismatch' })
  })
  test('moves with the drift', () => {
    expect(judge(codeAt(6), { drift: 5 }).verdict).toMatchObject({ accepted: true, drift: 6 })
    expect(judge(codeAt(0), { drift: 5 }).verdict).toMatchObject({ accepted: false })
  })
  test('takes what people type', () => {
    const typed = [...codeAt(0)].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
    expect(judge(`${typed.slice(0, 3)} ${typed.slice(3)}`).verdict).toMatchObject({ accepted: true })
  })
})

describe('drift', () => {
  test('moves one step at most', () => {
    const wide = { ...presets.default, 'verification.windowSteps': 5 }
    expect(judge(codeAt(4), { policy: wide }).changes.drift).toBe(1)
  })
  test('stops at its bound', () => {
    expect(judge(codeAt(11), { drift: 10 }).changes.drift).toBe(10)
    expect(judge(codeAt(-11), { drift: -10 }).changes.drift).toBe(-10)
  })
  test('set beyond the bound by resynchronisation, it may only come back', () => {
    expect(judge(codeAt(51), { drift: 50 }).changes.drift).toBe(50)
    expect(judge(codeAt(49), { drift: 50 }).changes.drift).toBe(49)
  })
})

describe('replay', () => {
  test('a step is refused once it was used, and so is any before it', () => {
    expect(judge(codeAt(0), { lastStep: current })).toMatchObject({ verdict: { reason: 'replayed' }, changes: { failures: 1 } })
    expect(judge(codeAt(-1), { lastStep: current })).toMatchObject({ verdict: { reason: 'replayed' } })
    expect(judge(codeAt(1), { lastStep: current }).verdict).toMatchObject({ accepted: true })
  })
  test('digits that were used are refused even where a later step has the same', () => {
    const token = { ...fresh, lastStep: current }
    const attempt = { token, codeAt: () => '123456', codes: ['123456'], search: 'window', now, policy: presets.default } as const
    expect(judgeAttempt(attempt)).toMatchObject({ verdict: { reason: 'replayed' }, changes: { failures: 1 } })
    expect(judgeAttempt({ ...attempt, token: fresh }).verdict).toMatchObject({ accepted: true, step: current })
  })
})

describe('failures', () => {
  test('pause from the third on, doubling up to an hour', () => {
    const pauses = [1, 2, 3, 4, 5, 12, 19].map((failures) => judge(wrongCode, { failures: failures - 1 }).changes.lockedUntil ?? now)
    expect(pauses.map((until) => (until - now) / 1000)).toEqual([0, 0, 30, 60, 120, 3600, 3600])
  })
  test('lock for good at twenty; the guide preset at three', () => {
    expect(judge(wrongCode, { failures: 18 }).changes.isHardLocked).toBe(0)
    expect(judge(wrongCode, { failures: 19 })).toMatchObject({ verdict: { retryAt: null }, changes: { isHardLocked: 1 } })
    expect(judge(wrongCode, { failures: 2, policy: presets.guide }).changes.isHardLocked).toBe(1)
  })
  test('are forgotten by a success', () => {
    expect(judge(codeAt(0), { failures: 7, lockedUntil: now - 1 }).changes).toMatchObject({ failures: 0, lockedUntil: null })
  })
  test('are not made by what cannot be a code', () => {
    for (const typed of ['12345', '1234567', 'abcdef', '']) {
      expect(judge(typed)).toEqual({ verdict: { accepted: false, reason: 'malformed' }, changes: {} })
    }
  })
})

describe('a token that takes no codes', () => {
  test.each([
    [{ state: 'initial' }, 'not-active'],
    [{ state: 'enrolling' }, 'not-active'],
    [{ state: 'revoked' }, 'not-active'],
    [{ state: 'suspended' }, 'suspended'],
    [{ state: 'expired' }, 'expired'],
    [{ expiresAt: now }, 'expired'],
    [{ lockedUntil: now + 1 }, 'locked'],
    [{ isHardLocked: 1 }, 'locked'],
  ] as const)('%o answers %s to a right and a wrong code alike, and counts neither', (fields, reason) => {
    const right = judge(codeAt(0), fields)
    expect(right).toMatchObject({ verdict: { accepted: false, reason }, changes: {} })
    expect(judge(wrongCode, fields)).toEqual(right)
  })
  test('tells until when', () => {
    expect(judge(wrongCode, { lockedUntil: now + 5 }).verdict).toMatchObject({ retryAt: now + 5 })
    expect(judge(wrongCode, { isHardLocked: 1 }).verdict).toMatchObject({ retryAt: null })
    expect(judge(codeAt(0), { lockedUntil: now }).verdict).toMatchObject({ accepted: true })
  })
})

describe('resynchronisation', () => {
  const search = 'consecutive'
  test('takes two consecutive codes within 120 steps and sets the drift', () => {
    expect(judge([codeAt(99), codeAt(100)], { search }).verdict).toMatchObject({ accepted: true, drift: 100, offsetSeconds: 3000 })
    expect(judge([codeAt(-101), codeAt(-100)], { search }).changes).toMatchObject({ drift: -100, lastStep: current - 100 })
  })
  test('refuses and counts codes that are not consecutive, swapped, too far, or used', () => {
    for (const pair of [
      [codeAt(50), codeAt(52)],
      [codeAt(51), codeAt(50)],
      [codeAt(120), codeAt(121)],
    ]) {
      expect(judge(pair, { search })).toMatchObject({ verdict: { reason: 'mismatch' }, changes: { failures: 1 } })
    }
    expect(judge([codeAt(-51), codeAt(-50)], { search, lastStep: current })).toMatchObject({ verdict: { reason: 'replayed' } })
  })
  test('needs both codes', () => {
    expect(judge([codeAt(1)], { search })).toMatchObject({ verdict: { reason: 'malformed' } })
    expect(judge([codeAt(1), codeAt(2)])).toMatchObject({ verdict: { reason: 'malformed' } })
  })
})

describe('the first code of a phone', () => {
  test('may be ten steps off; the offset becomes the drift', () => {
    expect(judge(codeAt(-10), { search: 'first' }).changes).toMatchObject({ drift: -10, lastStep: current - 10 })
    expect(judge(codeAt(11), { search: 'first' }).verdict).toMatchObject({ accepted: false })
  })
})
