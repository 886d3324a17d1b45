// The byte strings that both sides of an online enrollment hash, derive keys from and authenticate (DESIGN section 4). Pure: each side
// brings its own cryptography, the phone WebCrypto (online-keys.ts), the server its own.
import { decodeBase64url } from '../encoding/base64url.ts'
import { type Bytes, concatBytes, encodeUint16be, encodeUint64be, encodeUtf8 } from '../encoding/bytes.ts'
import type { Hello, ServerHello } from '../protocol/provisioning.ts'

export const helloVersion = 1
/** Suite 1: P-256, HKDF-SHA-256, HMAC-SHA-256. */
export const helloSuite = 1

/** enc(x1..xn): each field after its uint16be length, so that no two lists of fields share one encoding. */
function encodeFields(...fields: readonly (Uint8Array | string)[]): Bytes {
  return concatBytes(
    ...fields.flatMap((field) => {
      const bytes = typeof field === 'string' ? encodeUtf8(field) : field
      return [encodeUint16be(bytes.length), bytes]
    }),
  )
}

export type HelloFields = { ticketId: Uint8Array; ephemeralPublic: Uint8Array; devicePublic: Uint8Array; nonce: Uint8Array; app: string }

/** H1. */
export function encodeHello({ ticketId, ephemeralPublic, devicePublic, nonce, app }: HelloFields): Bytes {
  const versionByte = Uint8Array.of(helloVersion)
  const suiteByte = Uint8Array.of(helloSuite)
  return encodeFields('motp/on/v1/hello', versionByte, ticketId, suiteByte, ephemeralPublic, devicePublic, nonce, app)
}

/** Undefined when a byte string is malformed or the version or suite is not ours. */
export function readHello(hello: Hello): (HelloFields & { mac: Bytes }) | undefined {
  const ticketId = decodeBase64url(hello.tid, 16)
  const ephemeralPublic = decodeBase64url(hello.cpk, 65)
  const devicePublic = decodeBase64url(hello.dpk, 65)
  const nonce = decodeBase64url(hello.cn, 32)
  const mac = decodeBase64url(hello.mac, 32)
  if (hello.v !== helloVersion || hello.suite !== helloSuite) return undefined
  if (!ticketId || !ephemeralPublic || !devicePublic || !nonce || !mac) return undefined
  return { ticketId, ephemeralPublic, devicePublic, nonce, mac, app: hello.app }
}

export type ServerHelloFields = {
  serverPublic: Uint8Array
  nonce: Uint8Array
  serial: string
  issuer: string
  account: string
  algorithm: string
  digits: number
  periodSeconds: number
  identityKey: Uint8Array
  expSeconds: number
}

/** H2. */
export function encodeServerHello(fields: ServerHelloFields): Bytes {
  return encodeFields(
    'motp/on/v1/server',
    fields.serverPublic,
    fields.nonce,
    fields.serial,
    fields.issuer,
    fields.account,
    fields.algorithm,
    Uint8Array.of(fields.digits),
    encodeUint16be(fields.periodSeconds),
    fields.identityKey,
    encodeUint64be(fields.expSeconds),
  )
}

/** Undefined when a byte string is malformed or a number does not fit its field. */
export function readServerHello(reply: ServerHello): (ServerHelloFields & { mac: Bytes }) | undefined {
  const serverPublic = decodeBase64url(reply.spk, 65)
  const nonce = decodeBase64url(reply.sn, 32)
  const identityKey = decodeBase64url(reply.idk, 65)
  const mac = decodeBase64url(reply.mac, 32)
  if (!serverPublic || !nonce || !identityKey || !mac) return undefined
  if (!isUint(reply.digits, 2 ** 8) || !isUint(reply.period, 2 ** 16) || !isUint(reply.exp, 2 ** 53)) return undefined
  const { serial, issuer, account, alg: algorithm, digits, period: periodSeconds, exp: expSeconds } = reply
  return { serverPublic, nonce, serial, issuer, account, algorithm, digits, periodSeconds, identityKey, expSeconds, mac }
}

/** Hashed, and cut to 16 bytes, it is tid: what names a ticket on the wire. */
export function ticketIdInput(ticket: Uint8Array): Bytes {
  return concatBytes(encodeUtf8('motp/on/v1/tid'), ticket)
}

/** K_T = HKDF(T, no salt, this, 32): proves that a hello comes from someone who saw the QR. */
export const ticketKeyInfo: Bytes = encodeUtf8('motp/on/v1/ticket')

/** Hashed, it is the salt of every key of the exchange. */
export function saltInput(ticket: Uint8Array, clientNonce: Uint8Array, serverNonce: Uint8Array): Bytes {
  return encodeFields('motp/on/v1/salt', ticket, clientNonce, serverNonce)
}

/** K(label, length) = HKDF(Z, salt, this, length). */
export function keyInfo(label: string, transcript: Uint8Array): Bytes {
  return concatBytes(encodeUtf8(`motp/on/v1/${label}|`), transcript)
}

/** What M2, M3 and M4 authenticate: who speaks, then TH, then anything more. */
export function macInput(speaker: 'server' | 'client' | 'finished', transcript: Uint8Array, ...more: readonly Uint8Array[]): Bytes {
  return concatBytes(encodeUtf8(speaker), transcript, ...more)
}

/** What the device key signs in M3. */
export function deviceProof(transcript: Uint8Array): Bytes {
  return concatBytes(encodeUtf8('motp/on/v1/device|'), transcript)
}

function isUint(value: number, limit: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value < limit
}
