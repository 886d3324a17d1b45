// The server's half of online enrollment ON v1 (DESIGN section 4): the ticket, the check on M1, M2, the check on M3, M4.
// What it answers besides messages (ticket, server key, session, seed) is secret and is to be sealed by the caller.
import { decodeBase64url, encodeBase64url } from '../encoding/base64url.ts'
import { type Bytes, concatBytes, encodeUint64be, equalBytes } from '../encoding/bytes.ts'
import { type OtpParameters, seedLength } from '../otp/otp-parameters.ts'
import type { Finish, Finished, Hello, ServerHello } from '../protocol/provisioning.ts'
import {
  deriveTicketId,
  deriveTicketKey,
  deviceProof,
  ecdsaSha256,
  fingerprintKey,
  importPublic,
  isMacValid,
  macInput,
  openExchange,
  p256Ecdh,
  p256Ecdsa,
  signMac,
} from './online-keys.ts'
import { encodeHello, encodeServerHello, hashTranscript, readHello } from './transcript.ts'

export type Ticket = {
  ticket: Uint8Array
  /** Base64url; what a hello names. */
  tid: string
  /** Private ephemeral P-256 key, for this ticket only. */
  serverKey: JsonWebKey
  serverPublic: Uint8Array
  fingerprint: Uint8Array
}

export async function createTicket(randomBytes: (count: number) => Uint8Array): Promise<Ticket> {
  const ticket = randomBytes(20)
  const pair = await crypto.subtle.generateKey(p256Ecdh, true, ['deriveKey'])
  const [serverKey, raw] = await Promise.all([
    crypto.subtle.exportKey('jwk', pair.privateKey),
    crypto.subtle.exportKey('raw', pair.publicKey),
  ])
  const serverPublic = new Uint8Array(raw)
  const [tid, fingerprint] = await Promise.all([deriveTicketId(ticket), fingerprintKey(serverPublic)])
  return { ticket, tid: encodeBase64url(tid), serverKey, serverPublic, fingerprint }
}

/** Whether M1 was made by someone who saw this ticket's QR, with two points on the curve. */
export async function isHelloAuthentic(ticket: Uint8Array, hello: Hello): Promise<boolean> {
  const fields = readHello(hello)
  if (!fields || !equalBytes(fields.ticketId, await deriveTicketId(ticket))) return false
  if (!(await isMacValid(await deriveTicketKey(ticket), fields.mac, encodeHello(fields)))) return false
  const points = await Promise.all([importPublic(fields.ephemeralPublic, p256Ecdh), importPublic(fields.devicePublic, p256Ecdsa)])
  return !points.includes(undefined)
}

export type Offer = {
  serial: string
  issuer: string
  account: string
  parameters: OtpParameters
  /** The server's long-term public key, 65 bytes, for later signed messages. */
  identityKey: Uint8Array
  /** Seconds since epoch at which the ticket expires. */
  expSeconds: number
}

/** What M3 and M4 need once the ephemeral key is gone; base64url. */
export type OnlineSession = { transcript: string; clientMacKey: string; serverMacKey: string }

type Exchange = { ticket: Uint8Array; serverKey: JsonWebKey; serverNonce: Uint8Array; hello: Hello; offer: Offer }

/** M2. `hello` has passed isHelloAuthentic; otherwise this throws RangeError. The caller drops `serverKey` afterwards. */
export async function answerHello({ ticket, serverKey, serverNonce, hello, offer }: Exchange): Promise<{
  reply: ServerHello
  seed: Uint8Array
  session: OnlineSession
}> {
  const fields = readHello(hello)
  const peerPublic = fields && (await importPublic(fields.ephemeralPublic, p256Ecdh))
  if (!fields || !peerPublic) throw new RangeError('an unchecked hello')
  const { algorithm, digits, periodSeconds } = offer.parameters
  const serverPublic = publicPoint(serverKey)
  const transcript = await hashTranscript(
    encodeHello(fields),
    encodeServerHello({ ...offer, serverPublic, nonce: serverNonce, algorithm, digits, periodSeconds }),
  )
  const ownPrivate = await crypto.subtle.importKey('jwk', serverKey, p256Ecdh, false, ['deriveKey'])
  const schedule = await openExchange({ ownPrivate, peerPublic, ticket, clientNonce: fields.nonce, serverNonce, transcript })
  const [seed, clientMacKey, serverMacKey] = await Promise.all([
    schedule.deriveBytes(`seed|${algorithm}`, seedLength(algorithm)),
    schedule.deriveBytes('client-mac', 32),
    schedule.deriveBytes('server-mac', 32),
  ])
  const mac = await signMac(await importMacKey(serverMacKey), macInput('server', transcript))
  const reply: ServerHello = {
    spk: encodeBase64url(serverPublic),
    sn: encodeBase64url(serverNonce),
    serial: offer.serial,
    issuer: offer.issuer,
    account: offer.account,
    alg: algorithm,
    digits,
    period: periodSeconds,
    idk: encodeBase64url(offer.identityKey),
    exp: offer.expSeconds,
    mac: encodeBase64url(mac),
  }
  const session = {
    transcript: encodeBase64url(transcript),
    clientMacKey: encodeBase64url(clientMacKey),
    serverMacKey: encodeBase64url(serverMacKey),
  }
  return { reply, seed, session }
}

/** Whether M3 comes from the phone of this exchange: its MAC key and its device key. `devicePublic`: dpk of the hello, 65 bytes. */
export async function isFinishAuthentic(session: OnlineSession, devicePublic: Uint8Array, finish: Finish): Promise<boolean> {
  const transcript = readSecret(session.transcript)
  const mac = decodeBase64url(finish.mac, 32)
  const signature = decodeBase64url(finish.sig, 64)
  const deviceKey = await importPublic(devicePublic, p256Ecdsa)
  if (!mac || !signature || !deviceKey) return false
  const checks = await Promise.all([
    isMacValid(await importMacKey(readSecret(session.clientMacKey)), mac, macInput('client', transcript)),
    crypto.subtle.verify(ecdsaSha256, deviceKey, signature, deviceProof(transcript)),
  ])
  return checks.every(Boolean)
}

/** M4. The caller keeps it, so that a repeated M3 has the same answer. */
export async function answerFinish(session: OnlineSession, nowSeconds: number): Promise<Finished> {
  const input = macInput('finished', readSecret(session.transcript), encodeUint64be(nowSeconds))
  const mac = await signMac(await importMacKey(readSecret(session.serverMacKey)), input)
  return { state: 'keyed', now: nowSeconds, mac: encodeBase64url(mac) }
}

function importMacKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

/** Uncompressed point (SEC 1, 2.3.3). */
function publicPoint({ x = '', y = '' }: JsonWebKey): Bytes {
  return concatBytes(Uint8Array.of(4), readSecret(x), readSecret(y))
}

/** 32 bytes that this server wrote itself. */
function readSecret(text: string): Bytes {
  const bytes = decodeBase64url(text, 32)
  if (!bytes) throw new RangeError('not 32 bytes of base64url')
  return bytes
}
