import online from '@motp/tests/vectors/online-vectors.json' with { type: 'json' }
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex } from '../encoding/bytes.ts'
import { formatEnrollmentQr, parseEnrollmentQr } from './enrollment-qr.ts'

const path = '/E#1.AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT.QSOWJSS6MIGXMAWVV6FBXCOV5Q'

test.each(online.vectors)('frozen vector: $name', ({ input, qr, qrChars, F }) => {
  const parts = { origin: input.url, ticket: fromHex(input.ticket), fingerprint: fromHex(F) }
  expect(formatEnrollmentQr(parts)).toBe(qr)
  expect(qr).toHaveLength(qrChars)
  expect(parseEnrollmentQr(qr)).toEqual(parts)
  expect(parseEnrollmentQr(`\n${qr.toLowerCase()} `)).toEqual(parts)
})

test('every QR is read back and is upper case', () => {
  const origins = fc.constantFrom('https://otp.example.com', 'https://10.0.0.7:8443', 'https://[2001:db8::7]', 'http://localhost:8080')
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
  fc.assert(
    fc.property(origins, bytes(20), bytes(16), (origin, ticket, fingerprint) => {
      const qr = formatEnrollmentQr({ origin, ticket, fingerprint })
      expect(qr).toBe(qr.toUpperCase())
      expect(parseEnrollmentQr(qr)).toEqual({ origin, ticket, fingerprint })
    }),
  )
})

test.each(['http://localhost:8080', 'http://127.0.0.1:8080'])('plain HTTP is taken from this very machine: %s', (origin) => {
  expect(parseEnrollmentQr(origin + path)?.origin).toBe(origin)
})

test.each([
  { wrong: 'plain HTTP from elsewhere', text: `http://otp.example.com${path}` },
  { wrong: 'plain HTTP from a name that begins like ours', text: `http://localhost.example.com${path}` },
  { wrong: 'a user in the address', text: `https://otp.example.com@evil.example${path}` },
  { wrong: 'a backslash in the address', text: `https://evil.example\\otp.example.com${path}` },
  { wrong: 'another scheme', text: `ftp://otp.example.com${path}` },
  { wrong: 'another path', text: `https://otp.example.com/x${path}` },
  { wrong: 'a query', text: `https://otp.example.com/E?a#${path.slice(3)}` },
  { wrong: 'another version', text: `https://otp.example.com${path.replace('#1', '#2')}` },
  { wrong: 'a short ticket', text: `https://otp.example.com${path.replace('AAAQ', 'AAA')}` },
  { wrong: 'a fingerprint with spare bits set', text: `https://otp.example.com${path.slice(0, -1)}R` },
  { wrong: 'more after the fingerprint', text: `https://otp.example.com${path}.AA` },
  { wrong: 'an impossible port', text: `https://otp.example.com:99999${path}` },
  { wrong: 'an otpauth URI', text: 'otpauth://totp/alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' },
  { wrong: 'nothing', text: '' },
])('$wrong is refused', ({ text }) => {
  expect(parseEnrollmentQr(text)).toBeUndefined()
})
