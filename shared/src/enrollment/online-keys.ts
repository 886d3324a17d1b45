// The keys of ON v1 (DESIGN section 4) as the phone derives them: by WebCrypto, which keeps them to itself.
import { type Bytes, concatBytes } from '../encoding/bytes.ts'
import { createKeySchedule, importBaseKey, type KeySchedule } from './key-schedule.ts'
import { keyInfo, saltInput, ticketIdInput, ticketKeyInfo } from './transcript.ts'

export const p256Ecdh = { name: 'ECDH', namedCurve: 'P-256' } as const
export const p256Ecdsa = { name: 'ECDSA', namedCurve: 'P-256' } as const
export const ecdsaSha256 = { name: 'ECDSA', hash: 'SHA-256' } as const
export const macSpec = { hash: 'SHA-256', byteCount: 32, usages: ['sign', 'verify'] } as const

/** tid: what names a ticket on the wire. */
export async function deriveTicketId(ticket: Uint8Array): Promise<Bytes> {
  return (await sha256(ticketIdInput(ticket))).slice(0, 16)
}

/** F: what pins the server's ephemeral key in the QR. */
export async function fingerprintKey(publicKey: Uint8Array): Promise<Bytes> {
  return (await sha256(concatBytes(publicKey))).slice(0, 16)
}

/** K_T: proves that a hello comes from someone who saw the QR. */
export async function deriveTicketKey(ticket: Uint8Array): Promise<CryptoKey> {
  const schedule = createKeySchedule(await importBaseKey(ticket), () => ticketKeyInfo)
  return schedule.deriveHmacKey('ticket', macSpec)
}

export type Exchange = {
  ownPrivate: CryptoKey
  peerPublic: CryptoKey
  ticket: Uint8Array
  clientNonce: Uint8Array
  serverNonce: Uint8Array
  /** TH. */
  transcript: Uint8Array
}

/** K(label, length). The shared secret goes from ECDH to HKDF inside WebCrypto and is never in memory as bytes. */
export async function openExchange({
  ownPrivate,
  peerPublic,
  ticket,
  clientNonce,
  serverNonce,
  transcript,
}: Exchange): Promise<KeySchedule> {
  const [baseKey, salt] = await Promise.all([
    crypto.subtle.deriveKey({ name: 'ECDH', public: peerPublic }, ownPrivate, 'HKDF', false, ['deriveBits', 'deriveKey']),
    sha256(saltInput(ticket, clientNonce, serverNonce)),
  ])
  return createKeySchedule(baseKey, (label) => keyInfo(label, transcript), salt)
}

/** WebCrypto checks that the point is on the curve; one that is not gives undefined. */
export async function importPublic(raw: Uint8Array, algorithm: typeof p256Ecdh | typeof p256Ecdsa): Promise<CryptoKey | undefined> {
  const usages: KeyUsage[] = algorithm.name === 'ECDSA' ? ['verify'] : []
  return crypto.subtle.importKey('raw', concatBytes(raw), algorithm, true, usages).catch(() => undefined)
}

/** TH. */
export async function hashTranscript(hello: Uint8Array, serverHello: Uint8Array): Promise<Bytes> {
  return sha256(concatBytes(hello, serverHello))
}

export async function signMac(key: CryptoKey, input: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, input))
}

/** In constant time, by WebCrypto. */
export function isMacValid(key: CryptoKey, mac: Bytes, input: Bytes): Promise<boolean> {
  return crypto.subtle.verify('HMAC', key, mac, input)
}

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}
