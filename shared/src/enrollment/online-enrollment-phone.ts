// The phone's half of online enrollment ON v1 (DESIGN section 4): M1, the checks on M2, M3, the check on M4.
import { decodeBase64url, encodeBase64url } from '../encoding/base64url.ts'
import { type Bytes, encodeUint64be, equalBytes } from '../encoding/bytes.ts'
import { isOtpParameters, type OtpParameters, seedLength } from '../otp/otp-parameters.ts'
import type { Finish, Finished, Hello, ServerHello } from '../protocol/provisioning.ts'
import type { KeySchedule } from './key-schedule.ts'
import {
  deriveTicketId,
  deriveTicketKey,
  ecdsaSha256,
  fingerprintKey,
  hashTranscript,
  importPublic,
  isMacValid,
  macSpec,
  openExchange,
  p256Ecdh,
  p256Ecdsa,
  signMac,
} from './online-keys.ts'
import {
  deviceProof,
  encodeHello,
  encodeServerHello,
  helloSuite,
  helloVersion,
  macInput,
  readServerHello,
  type ServerHelloFields,
} from './transcript.ts'

/** `ephemeral`: ECDH P-256 with deriveKey. `device`: ECDSA P-256 with sign; it stays with the profile. */
export type PhoneKeys = { ephemeral: CryptoKeyPair; device: CryptoKeyPair }

export type PhoneStart = {
  /** M1. */
  hello: Hello
  ticket: Uint8Array
  nonce: Uint8Array
  keys: PhoneKeys
  /** H1. */
  helloBytes: Bytes
}

export type PhoneOptions = {
  ticket: Uint8Array
  /** How the console names this phone: `iPhone · Safari`. */
  app: string
  randomBytes: (count: number) => Uint8Array
  keys?: PhoneKeys
}

export async function startPhone({ ticket, app, randomBytes, keys: given }: PhoneOptions): Promise<PhoneStart> {
  const keys = given ?? (await createPhoneKeys())
  const [ticketId, ticketKey, ephemeralPublic, devicePublic] = await Promise.all([
    deriveTicketId(ticket),
    deriveTicketKey(ticket),
    exportPublic(keys.ephemeral),
    exportPublic(keys.device),
  ])
  const nonce = randomBytes(32)
  const helloBytes = encodeHello({ ticketId, ephemeralPublic, devicePublic, nonce, app })
  const hello: Hello = {
    v: helloVersion,
    tid: encodeBase64url(ticketId),
    suite: helloSuite,
    cpk: encodeBase64url(ephemeralPublic),
    dpk: encodeBase64url(devicePublic),
    cn: encodeBase64url(nonce),
    app,
    mac: encodeBase64url(await signMac(ticketKey, helloBytes)),
  }
  return { hello, ticket, nonce, keys, helloBytes }
}

/** Private halves never leave WebCrypto. */
async function createPhoneKeys(): Promise<PhoneKeys> {
  const [ephemeral, device] = await Promise.all([
    crypto.subtle.generateKey(p256Ecdh, false, ['deriveKey']),
    crypto.subtle.generateKey(p256Ecdsa, false, ['sign', 'verify']),
  ])
  return { ephemeral, device }
}

async function exportPublic(pair: CryptoKeyPair): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
}

export type PhoneProfile = { serial: string; issuer: string; account: string; parameters: OtpParameters }

/** All that the phone stores before it sends `finish`; sending the same `finish` again after a lost answer is harmless. */
export type PhoneAgreement = {
  ok: true
  /** M3. */
  finish: Finish
  seedKey: CryptoKey
  deviceKey: CryptoKeyPair
  profile: PhoneProfile
  serverIdentityKey: Uint8Array
  /** M4 comes from the server that holds the same keys. */
  checkFinished(finished: Finished): Promise<boolean>
}

/** PIN_MISMATCH: not the server of the QR. MAC_INVALID: altered on the way. */
export type PhoneRefusal = { ok: false; reason: 'PIN_MISMATCH' | 'MAC_INVALID' | 'EXPIRED' | 'PARAMETERS_REFUSED' }

/** M2, checked in the order of DESIGN section 4; the phone stops at the first thing that is wrong. */
export async function receiveServerHello(
  start: PhoneStart,
  fingerprint: Uint8Array,
  serverHello: ServerHello,
  nowSeconds: number,
): Promise<PhoneAgreement | PhoneRefusal> {
  const fields = readServerHello(serverHello)
  if (!fields) return { ok: false, reason: 'MAC_INVALID' }
  if (!equalBytes(await fingerprintKey(fields.serverPublic), fingerprint)) return { ok: false, reason: 'PIN_MISMATCH' }
  const peerPublic = await importPublic(fields.serverPublic, p256Ecdh)
  if (!peerPublic) return { ok: false, reason: 'MAC_INVALID' }

  const transcript = await hashTranscript(start.helloBytes, encodeServerHello(fields))
  const ownPrivate = start.keys.ephemeral.privateKey
  const nonces = { clientNonce: start.nonce, serverNonce: fields.nonce }
  const schedule = await openExchange({ ownPrivate, peerPublic, ticket: start.ticket, ...nonces, transcript })
  const serverMacKey = await schedule.deriveHmacKey('server-mac', macSpec)
  if (!(await isMacValid(serverMacKey, fields.mac, macInput('server', transcript)))) return { ok: false, reason: 'MAC_INVALID' }
  if (fields.expSeconds <= nowSeconds) return { ok: false, reason: 'EXPIRED' }
  const parameters = { algorithm: fields.algorithm, digits: fields.digits, periodSeconds: fields.periodSeconds }
  if (!isOtpParameters(parameters)) return { ok: false, reason: 'PARAMETERS_REFUSED' }
  return agree({ start, fields, parameters, transcript, schedule, serverMacKey })
}

type Agreed = {
  start: PhoneStart
  fields: ServerHelloFields
  parameters: OtpParameters
  transcript: Bytes
  schedule: KeySchedule
  serverMacKey: CryptoKey
}

async function agree({ start, fields, parameters, transcript, schedule, serverMacKey }: Agreed): Promise<PhoneAgreement> {
  const { algorithm } = parameters
  const seedSpec = { hash: algorithm, byteCount: seedLength(algorithm), usages: ['sign'] } as const
  const [seedKey, clientMacKey, signature] = await Promise.all([
    schedule.deriveHmacKey(`seed|${algorithm}`, seedSpec),
    schedule.deriveHmacKey('client-mac', macSpec),
    crypto.subtle.sign(ecdsaSha256, start.keys.device.privateKey, deviceProof(transcript)),
  ])
  return {
    ok: true,
    finish: {
      tid: start.hello.tid,
      mac: encodeBase64url(await signMac(clientMacKey, macInput('client', transcript))),
      sig: encodeBase64url(new Uint8Array(signature)),
    },
    seedKey,
    deviceKey: start.keys.device,
    profile: { serial: fields.serial, issuer: fields.issuer, account: fields.account, parameters },
    serverIdentityKey: fields.identityKey,
    async checkFinished({ state, now, mac }) {
      const macBytes = decodeBase64url(mac, 32)
      if (state !== 'keyed' || !macBytes || !Number.isSafeInteger(now) || now < 0) return false
      return isMacValid(serverMacKey, macBytes, macInput('finished', transcript, encodeUint64be(now)))
    },
  }
}
