// The server's half of online enrollment ON v1 (DESIGN section 4): the ticket, the check on M1, M2, the check on M3, M4. Pure but for the
// keys it makes. What it answers besides messages (ticket, server key, session, seed) is secret and is to be sealed by the caller.
import { decodeBase64url, encodeBase64url } from '@motp/shared/encoding/base64url'
import { type Bytes, concatBytes, encodeUint64be, equalBytes } from '@motp/shared/encoding/bytes'
import {
  deviceProof,
  encodeHello,
  encodeServerHello,
  keyInfo,
  macInput,
  readHello,
  saltInput,
  ticketIdInput,
  ticketKeyInfo,
} from '@motp/shared/enrollment/transcript'
import { type OtpParameters, seedLength } from '@motp/shared/otp/otp-parameters'
import type { Finish, Finished, Hello, ServerHello } from '@motp/shared/protocol/provisioning'
import { agree, createKeyPair, hkdf, hmac, isMacValid, isPoint, isSignatureValid, sha256 } from './online-crypto.ts'

export type Ticket = {
  ticket: Uint8Array
  /** Base64url; what a hello names. */
  tid: string
  /** Private ephemeral P-256 key, for this ticket only: 32 bytes as base64url. */
  serverKey: string
  serverPublic: Uint8Array
  fingerprint: Uint8Array
}

export function createTicket(randomBytes: (count: number) => Uint8Array): Ticket {
  const ticket = randomBytes(20)
  const { privateKey, publicKey } = createKeyPair()
  return {
    ticket,
    tid: encodeBase64url(deriveTicketId(ticket)),
    serverKey: encodeBase64url(privateKey),
    serverPublic: publicKey,
    // F: what pins the server's ephemeral key in the QR.
    fingerprint: sha256(publicKey).slice(0, 16),
  }
}

function deriveTicketId(ticket: Uint8Array): Bytes {
  return sha256(ticketIdInput(ticket)).slice(0, 16)
}

/** Whether M1 was made by someone who saw this ticket's QR, with two points on the curve. */
export function isHelloAuthentic(ticket: Uint8Array, hello: Hello): boolean {
  const fields = readHello(hello)
  if (!fields || !equalBytes(fields.ticketId, deriveTicketId(ticket))) return false
  const ticketKey = hkdf(ticket, { salt: new Uint8Array(0), info: ticketKeyInfo, byteCount: 32 })
  return isMacValid(ticketKey, fields.mac, encodeHello(fields)) && isPoint(fields.ephemeralPublic) && isPoint(fields.devicePublic)
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

type Exchange = { ticket: Uint8Array; serverKey: string; serverNonce: Uint8Array; hello: Hello; offer: Offer }

/** M2. `hello` has passed isHelloAuthentic; otherwise this throws RangeError. The caller drops `serverKey` afterwards. */
export function answerHello({ ticket, serverKey, serverNonce, hello, offer }: Exchange): {
  reply: ServerHello
  seed: Uint8Array
  session: OnlineSession
} {
  const fields = readHello(hello)
  if (!fields || !isPoint(fields.ephemeralPublic)) throw new RangeError('an unchecked hello')
  const { algorithm, digits, periodSeconds } = offer.parameters
  const { secret, ownPublic } = agree(readSecret(serverKey), fields.ephemeralPublic)
  const helloBytes = encodeServerHello({ ...offer, serverPublic: ownPublic, nonce: serverNonce, algorithm, digits, periodSeconds })
  const transcript = sha256(concatBytes(encodeHello(fields), helloBytes))
  const salt = sha256(saltInput(ticket, fields.nonce, serverNonce))
  const derive = (label: string, byteCount: number) => hkdf(secret, { salt, info: keyInfo(label, transcript), byteCount })
  const seed = derive(`seed|${algorithm}`, seedLength(algorithm))
  const [clientMacKey, serverMacKey] = [derive('client-mac', 32), derive('server-mac', 32)]
  secret.fill(0)
  const reply: ServerHello = {
    spk: encodeBase64url(ownPublic),
    sn: encodeBase64url(serverNonce),
    serial: offer.serial,
    issuer: offer.issuer,
    account: offer.account,
    alg: algorithm,
    digits,
    period: periodSeconds,
    idk: encodeBase64url(offer.identityKey),
    exp: offer.expSeconds,
    mac: encodeBase64url(hmac(serverMacKey, macInput('server', transcript))),
  }
  const session = {
    transcript: encodeBase64url(transcript),
    clientMacKey: encodeBase64url(clientMacKey),
    serverMacKey: encodeBase64url(serverMacKey),
  }
  return { reply, seed, session }
}

/** Whether M3 comes from the phone of this exchange: its MAC key and its device key. `devicePublic`: dpk of the hello, 65 bytes. */
export function isFinishAuthentic(session: OnlineSession, devicePublic: Uint8Array, finish: Finish): boolean {
  const transcript = readSecret(session.transcript)
  const mac = decodeBase64url(finish.mac, 32)
  const signature = decodeBase64url(finish.sig, 64)
  if (!mac || !signature) return false
  // Both, whatever the first says: a wrong one answers as late as the other.
  const isFromSession = isMacValid(readSecret(session.clientMacKey), mac, macInput('client', transcript))
  const isFromDevice = isSignatureValid(devicePublic, signature, deviceProof(transcript))
  return isFromSession && isFromDevice
}

/** M4. The caller keeps it, so that a repeated M3 has the same answer. */
export function answerFinish(session: OnlineSession, nowSeconds: number): Finished {
  const input = macInput('finished', readSecret(session.transcript), encodeUint64be(nowSeconds))
  return { state: 'keyed', now: nowSeconds, mac: encodeBase64url(hmac(readSecret(session.serverMacKey), input)) }
}

/** 32 bytes that this server wrote itself. */
function readSecret(text: string): Bytes {
  const bytes = decodeBase64url(text, 32)
  if (!bytes) throw new RangeError('not 32 bytes of base64url')
  return bytes
}
