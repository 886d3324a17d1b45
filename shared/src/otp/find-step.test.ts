import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeUtf8 } from '../encoding/bytes.ts'
import { findConsecutiveSteps, findStep } from './find-step.ts'
import type { OtpParameters } from './otp-parameters.ts'
import { generateCode } from './totp.ts'

// The seed of RFC 4226 appendix D: steps 0.. have the codes 755224 287082 359152 969429 338314 …
const seed = encodeUtf8('12345678901234567890')
const parameters: OtpParameters = { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 }
const codeAt = (step: number) => generateCode(seed, parameters, step)

test('a code is found anywhere in its window, both ends included', () => {
  expect(findStep({ codeAt, code: '755224', from: 0, to: 2 })).toBe(0)
  expect(findStep({ codeAt, code: '287082', from: 0, to: 2 })).toBe(1)
  expect(findStep({ codeAt, code: '359152', from: 0, to: 2 })).toBe(2)
})

test('a code one step outside of the window is not found', () => {
  expect(findStep({ codeAt, code: '755224', from: 1, to: 3 })).toBeUndefined()
  expect(findStep({ codeAt, code: '338314', from: 1, to: 3 })).toBeUndefined()
})

test('a window that reaches before the epoch has only its later part', () => {
  expect(findStep({ codeAt, code: '755224', from: -10, to: 10 })).toBe(0)
})

test.each(['', '75522', '7552240', '７５５２２４'])('%j, not being the exact digits, is not found', (code) => {
  expect(findStep({ codeAt, code, from: 0, to: 2 })).toBeUndefined()
})

test('of two steps with one code, the nearer to the middle of the window is meant', () => {
  const code = '709847'
  expect([codeAt(2386), codeAt(2394)]).toEqual([code, code])
  expect(findStep({ codeAt, code, from: 2377, to: 2397 })).toBe(2386)
  expect(findStep({ codeAt, code, from: 2383, to: 2403 })).toBe(2394)
})

test('every code of a window is found, at its own step unless two are alike', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1e8 }), fc.integer({ min: -10, max: 10 }), (middle, offset) => {
      const code = codeAt(Math.max(0, middle + offset))
      const step = findStep({ codeAt, code, from: middle - 10, to: middle + 10 }) ?? Number.NaN
      expect(codeAt(step)).toBe(code)
      expect(Math.abs(step - middle)).toBeLessThanOrEqual(Math.abs(offset))
    }),
    { numRuns: 50 },
  )
})

test('each code of a window is made once', () => {
  const made: number[] = []
  const noting = (step: number) => {
    made.push(step)
    return codeAt(step)
  }
  findConsecutiveSteps({ codeAt: noting, codes: ['287082', '359152'], from: 0, to: 5 })
  expect(made).toEqual([0, 1, 2, 3, 4, 5])
})

test('two consecutive codes are found by the step of the second', () => {
  expect(findConsecutiveSteps({ codeAt, codes: ['287082', '359152'], from: 0, to: 120 })).toBe(2)
  expect(findConsecutiveSteps({ codeAt, codes: ['755224', '287082'], from: 0, to: 1 })).toBe(1)
})

test.each([
  { wrong: 'the wrong way round', codes: ['359152', '287082'] },
  { wrong: 'with a step between them', codes: ['287082', '969429'] },
  { wrong: 'one code twice', codes: ['287082', '287082'] },
  { wrong: 'a right one and a wrong one', codes: ['287082', '000000'] },
] as const)('two codes $wrong are refused', ({ codes }) => {
  expect(findConsecutiveSteps({ codeAt, codes, from: 0, to: 9 })).toBeUndefined()
})

test('both codes must lie in the window', () => {
  expect(findConsecutiveSteps({ codeAt, codes: ['755224', '287082'], from: 1, to: 9 })).toBeUndefined()
})
