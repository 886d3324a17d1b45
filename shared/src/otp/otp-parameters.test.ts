import { expect, test } from 'vitest'
import { findOtpProfile, isOtpParameters, normaliseCode, otpProfiles, seedLength } from './otp-parameters.ts'

test('every profile is allowed and found again', () => {
  for (const [profile, parameters] of otpProfiles.entries()) {
    expect(isOtpParameters(parameters)).toBe(true)
    expect(findOtpProfile({ ...parameters })).toBe(profile)
  }
})

test('parameters without a profile have none', () => {
  expect(findOtpProfile({ algorithm: 'SHA-512', digits: 6, periodSeconds: 60 })).toBeUndefined()
})

test.each([
  { algorithm: 'MD5', digits: 6, periodSeconds: 30 },
  { algorithm: 'toString', digits: 6, periodSeconds: 30 },
  { algorithm: 'SHA-1', digits: 7, periodSeconds: 30 },
  { algorithm: 'SHA-1', digits: '6', periodSeconds: 30 },
  { algorithm: 'SHA-1', digits: 6, periodSeconds: 1 },
  { algorithm: 'SHA-1', digits: 6 },
  null,
  'SHA-1',
])('%j is not on the allow list', (value) => {
  expect(isOtpParameters(value)).toBe(false)
})

test('a new seed is as long as the hash', () => {
  expect([seedLength('SHA-1'), seedLength('SHA-256'), seedLength('SHA-512')]).toEqual([20, 32, 64])
})

test.each(['123456', ' 123 456 ', '123-456', '１２３４５６', '１２３　４５６', '123–456', '12\u00a03456\n'])(
  '%j is the code 123456',
  (typed) => {
    expect(normaliseCode(typed, 6)).toBe('123456')
  },
)

test.each(['12345', '1234567', '12345a', '', '+12345', '1234.56', '١٢٣٤٥٦', '-12345'])('%j is no six-digit code', (typed) => {
  expect(normaliseCode(typed, 6)).toBeUndefined()
})
