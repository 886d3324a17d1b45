// The text of the enrollment QR: HTTPS://HOST[:PORT]/E#1.<ticket>.<fingerprint>, upper case for QR alphanumeric mode (DESIGN section 4).
import { decodeBase32, encodeBase32 } from '../encoding/base32.ts'

export type EnrollmentQr = {
  /** Lower case: `https://otp.example.com:8443`. */
  origin: string
  /** 20 bytes, good for one phone. */
  ticket: Uint8Array
  /** First 16 bytes of SHA-256 of the server's ephemeral public key. */
  fingerprint: Uint8Array
}

export function formatEnrollmentQr({ origin, ticket, fingerprint }: EnrollmentQr): string {
  return `${origin}/E#1.${encodeBase32(ticket)}.${encodeBase32(fingerprint)}`.toUpperCase()
}

/** A scanned or pasted text; undefined unless it is one of ours. Plain HTTP only to this very machine. */
export function parseEnrollmentQr(text: string): EnrollmentQr | undefined {
  const [, base, ticketText, fingerprintText] = /^(https?:\/\/[^/?#@\s\\]+)\/e#1\.([a-z2-7]{32})\.([a-z2-7]{26})$/i.exec(text.trim()) ?? []
  if (base === undefined || !URL.canParse(base)) return undefined
  const { origin, protocol, hostname } = new URL(base)
  if (protocol !== 'https:' && hostname !== 'localhost' && hostname !== '127.0.0.1') return undefined
  const ticket = decodeBase32(ticketText ?? '')
  const fingerprint = decodeBase32(fingerprintText ?? '')
  return ticket && fingerprint ? { origin, ticket, fingerprint } : undefined
}
