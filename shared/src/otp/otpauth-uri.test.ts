import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeUtf8 } from '../encoding/bytes.ts'
import type { OtpParameters } from './otp-parameters.ts'
import { formatOtpauthUri, parseOtpauthUri } from './otpauth-uri.ts'

const seed = encodeUtf8('12345678901234567890')
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const parameters: OtpParameters = { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 }

test('a URI as third-party apps read it', () => {
  expect(formatOtpauthUri({ issuer: 'Acme Corp', account: 'alice@example.com', seed, parameters })).toBe(
    `otpauth://totp/Acme%20Corp:alice%40example.com?secret=${secret}&issuer=Acme%20Corp&algorithm=SHA1&digits=6&period=30`,
  )
})

test('every token is read back from its URI', () => {
  const names = fc.string({ unit: 'binary', minLength: 1 }).map((name) => name.trim())
  const allParameters = fc.record({
    algorithm: fc.constantFrom<OtpParameters['algorithm']>('SHA-1', 'SHA-256', 'SHA-512'),
    digits: fc.constantFrom<OtpParameters['digits']>(6, 8),
    periodSeconds: fc.constantFrom<OtpParameters['periodSeconds']>(30, 60),
  })
  const tokens = fc.record({
    issuer: names,
    account: names,
    seed: fc.uint8Array({ minLength: 16, maxLength: 128 }),
    parameters: allParameters,
  })
  fc.assert(
    fc.property(tokens, (token) => {
      expect(parseOtpauthUri(formatOtpauthUri(token))).toEqual(token)
    }),
  )
})

test('what a URI leaves out has the defaults of the format', () => {
  const expected = { issuer: '', account: 'alice', seed, parameters }
  expect(parseOtpauthUri(`otpauth://totp/alice?secret=${secret}`)).toEqual(expected)
  expect(parseOtpauthUri(` otpauth://TOTP/alice?secret=${secret.toLowerCase()}==\n`)).toEqual(expected)
})

test('the issuer stands in the label, or better in its parameter', () => {
  expect(parseOtpauthUri(`otpauth://totp/Acme:%20alice?secret=${secret}`)).toMatchObject({ issuer: 'Acme', account: 'alice' })
  expect(parseOtpauthUri(`otpauth://totp/Acme%3Aalice?secret=${secret}&issuer=Other`)).toMatchObject({ issuer: 'Other', account: 'alice' })
  expect(parseOtpauthUri(`otpauth://totp/alice?secret=${secret}&issuer=A%3AB`)).toMatchObject({ issuer: 'A:B', account: 'alice' })
})

test.each([
  { wrong: 'another scheme', uri: `https://totp/alice?secret=${secret}` },
  { wrong: 'HOTP', uri: `otpauth://hotp/alice?secret=${secret}&counter=1` },
  { wrong: 'no label', uri: `otpauth://totp/?secret=${secret}` },
  { wrong: 'no secret', uri: 'otpauth://totp/alice?issuer=Acme' },
  { wrong: 'a secret under 128 bits', uri: 'otpauth://totp/alice?secret=GEZDGNBVGY3TQOJQ' },
  { wrong: 'a secret over 128 bytes', uri: `otpauth://totp/alice?secret=${'A'.repeat(208)}` },
  { wrong: 'a secret that is not base32', uri: `otpauth://totp/alice?secret=${secret.replace('G', '1')}` },
  { wrong: 'an unknown algorithm', uri: `otpauth://totp/alice?secret=${secret}&algorithm=MD5` },
  { wrong: 'an algorithm named like a method', uri: `otpauth://totp/alice?secret=${secret}&algorithm=__proto__` },
  { wrong: '7 digits', uri: `otpauth://totp/alice?secret=${secret}&digits=7` },
  { wrong: 'digits that only look like six', uri: `otpauth://totp/alice?secret=${secret}&digits=6.0` },
  { wrong: 'a period of zero', uri: `otpauth://totp/alice?secret=${secret}&period=0` },
  { wrong: 'broken percent encoding', uri: `otpauth://totp/al%E0%A4%A?secret=${secret}` },
])('$wrong is refused', ({ uri }) => {
  expect(parseOtpauthUri(uri)).toBeUndefined()
})
