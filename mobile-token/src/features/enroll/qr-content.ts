// What a scanned, pasted or pictured text is to this app.
import { parseEnrollmentQr } from '@motp/shared/enrollment/enrollment-qr'
import { type OtpauthToken, parseOtpauthUri } from '@motp/shared/otp/otpauth-uri'

export type QrContent =
  | { kind: 'enrollment'; ticket: Uint8Array; fingerprint: Uint8Array }
  /** One of ours, but of another site: its token app has the address `address`. */
  | { kind: 'other-origin'; address: string }
  | { kind: 'otpauth'; token: OtpauthToken }
  | { kind: 'unreadable' }

export function readQrContent(text: string, ownOrigin: string): QrContent {
  const enrollment = parseEnrollmentQr(text)
  if (enrollment) {
    const { origin, ticket, fingerprint } = enrollment
    return origin === ownOrigin ? { kind: 'enrollment', ticket, fingerprint } : { kind: 'other-origin', address: `${origin}/token/` }
  }
  const token = parseOtpauthUri(text)
  return token ? { kind: 'otpauth', token } : { kind: 'unreadable' }
}
