import { formatEnrollmentQr } from '@motp/shared/enrollment/enrollment-qr'
import { expect, test } from 'vitest'
import { readQrContent } from './qr-content.ts'

const own = 'https://otp.example.com'
const ticket = new Uint8Array(20).fill(7)
const fingerprint = new Uint8Array(16).fill(9)

test("this site's QR is an enrollment", () => {
  expect(readQrContent(formatEnrollmentQr({ origin: own, ticket, fingerprint }), own)).toEqual({ kind: 'enrollment', ticket, fingerprint })
})

test("another site's QR names the address of that site's token app", () => {
  const text = formatEnrollmentQr({ origin: 'https://otp.example.org:8443', ticket, fingerprint })
  expect(readQrContent(text, own)).toEqual({ kind: 'other-origin', address: 'https://otp.example.org:8443/token/' })
})

test('an otpauth URI is taken in compatibility mode', () => {
  const text = 'otpauth://totp/MOTP:TW01002547?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=MOTP'
  expect(readQrContent(text, own)).toMatchObject({ kind: 'otpauth', token: { issuer: 'MOTP', account: 'TW01002547' } })
})

test.each(['', 'hello', 'https://otp.example.com/E', 'http://otp.example.com/E#1.A.B', 'WIFI:S:guest;;'])(
  '%j is not for this app',
  (text) => expect(readQrContent(text, own)).toEqual({ kind: 'unreadable' }),
)
