// The server's half of online enrollment against the frozen vectors, and against the phone's half with every kind of tampering: two
// implementations, node:crypto here and WebCrypto there.

import { decodeBase64url, encodeBase64url } from '@motp/shared/encoding/base64url'
import { fromHex, toHex } from '@motp/shared/encoding/bytes'
import {
  type PhoneAgreement,
  type PhoneRefusal,
  type PhoneStart,
  receiveServerHello,
  startPhone,
} from '@motp/shared/enrollment/online-enrollment-phone'
import { deriveTicketKey, fingerprintKey, signMac } from '@motp/shared/enrollment/online-keys'
import { encodeHello, readHello } from '@motp/shared/enrollment/transcript'
import { generateCodeFromKey } from '@motp/shared/otp/key-code'
import type { OtpAlgorithm, OtpParameters } from '@motp/shared/otp/otp-parameters'
import { generateCode } from '@motp/shared/otp/totp'
import type { Hello, ServerHello } from '@motp/shared/protocol/provisioning'
import online from '@motp/tests/vectors/online-vectors.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { answerFinish, answerHello, createTicket, isFinishAuthentic, isHelloAuthentic, type Offer } from './online-exchange.ts'

type Vector = (typeof online.vectors)[number]

const pointOffCurve = online.mustReject.find(({ spk }) => spk)?.spk ?? ''

const now = 1_800_000_000
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count))

test.each(online.vectors)('frozen vector, server half: $name', async (vector) => {
  const { hello, serverHello, finish, finished } = readMessages(vector)
  const ticket = fromHex(vector.input.ticket)
  expect(isHelloAuthentic(ticket, hello)).toBe(true)
  const answer = answerHello({
    ticket,
    serverKey: encodeBase64url(fromHex(vector.input.serverEph)),
    serverNonce: fromHex(vector.input.serverNonce),
    hello,
    offer: offerOf(vector),
  })
  expect(answer.reply).toEqual(serverHello)
  expect(toHex(answer.seed)).toBe(vector.seedHex)
  expect(answer.session).toEqual({
    transcript: encodeBase64url(fromHex(vector.TH)),
    clientMacKey: encodeBase64url(fromHex(vector.K_c)),
    serverMacKey: encodeBase64url(fromHex(vector.K_s)),
  })
  expect(isFinishAuthentic(answer.session, fromHex(vector.devicePub), finish)).toBe(true)
  expect(answerFinish(answer.session, finished.now)).toEqual(finished)
})

test.each<OtpParameters>([
  { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 },
  { algorithm: 'SHA-256', digits: 6, periodSeconds: 60 },
  { algorithm: 'SHA-512', digits: 8, periodSeconds: 30 },
])('fresh keys: phone and server agree on $algorithm/$digits/$periodSeconds and nobody can read the phone', async (parameters) => {
  const { ticket, answer, agreement } = await exchange({ parameters })
  expect(await generateCodeFromKey(agreement.seedKey, parameters, 7)).toBe(generateCode(answer.seed, parameters, 7))
  expect(agreement.profile.parameters).toEqual(parameters)
  expect(isFinishAuthentic(answer.session, ticket.devicePublic, agreement.finish)).toBe(true)
  expect(await agreement.checkFinished(answerFinish(answer.session, now))).toBe(true)
  await expect(crypto.subtle.exportKey('raw', agreement.seedKey)).rejects.toThrow()
  await expect(crypto.subtle.exportKey('jwk', agreement.deviceKey.privateKey)).rejects.toThrow()
})

test('two exchanges share nothing', async () => {
  const [one, two] = await Promise.all([exchange(), exchange()])
  expect(toHex(one.answer.seed)).not.toBe(toHex(two.answer.seed))
  expect(one.ticket.tid).not.toBe(two.ticket.tid)
  expect(one.ticket.fingerprint).not.toEqual(two.ticket.fingerprint)
})

test('a hello is authentic for its own ticket only', async () => {
  const { ticket, hello } = await exchange()
  const other = createTicket(randomBytes)
  expect(isHelloAuthentic(ticket.ticket, hello)).toBe(true)
  expect(isHelloAuthentic(other.ticket, hello)).toBe(false)
  expect(isHelloAuthentic(other.ticket, { ...hello, tid: other.tid })).toBe(false)
  expect(isHelloAuthentic(ticket.ticket, await authenticate(ticket.ticket, { ...hello, tid: other.tid }))).toBe(false)
})

test.each(['tid', 'cpk', 'dpk', 'cn', 'mac'] as const)('a hello with one bit of %s flipped is not authentic', async (field) => {
  const { ticket, hello } = await exchange()
  expect(isHelloAuthentic(ticket.ticket, { ...hello, [field]: flipBit(hello[field]) })).toBe(false)
})

test.each([
  { field: 'app', value: 'another phone' },
  { field: 'v', value: 2 },
  { field: 'suite', value: 2 },
  { field: 'cn', value: 'AAAA' },
  { field: 'mac', value: 'not base64url!' },
])('a hello with $field = $value is not authentic', async ({ field, value }) => {
  const { ticket, hello } = await exchange()
  expect(isHelloAuthentic(ticket.ticket, { ...hello, [field]: value } as Hello)).toBe(false)
})

test.each(['cpk', 'dpk'] as const)('a hello that is rightly authenticated but has %s off the curve is refused', async (field) => {
  const { ticket, hello } = await exchange()
  expect(isHelloAuthentic(ticket.ticket, await authenticate(ticket.ticket, hello))).toBe(true)
  const forged = await authenticate(ticket.ticket, { ...hello, [field]: encodeBase64url(fromHex(pointOffCurve)) })
  expect(isHelloAuthentic(ticket.ticket, forged)).toBe(false)
})

test('an unchecked hello is not answered', async () => {
  const { ticket, hello } = await exchange()
  const request = { ticket: ticket.ticket, serverKey: ticket.serverKey, serverNonce: randomBytes(32), offer: offer() }
  expect(() => answerHello({ ...request, hello: { ...hello, cpk: flipBit(hello.cpk) } })).toThrow(RangeError)
})

test('the phone stops before a server whose key is not the one in the QR', async () => {
  const { start, ticket, answer } = await exchange()
  const fingerprint = ticket.fingerprint.with(15, (ticket.fingerprint[15] ?? 0) ^ 1)
  expect(await receiveServerHello(start, fingerprint, answer.reply, now)).toEqual({ ok: false, reason: 'PIN_MISMATCH' })
  const impostor = createTicket(randomBytes)
  const spk = encodeBase64url(impostor.serverPublic)
  expect(await receiveServerHello(start, ticket.fingerprint, { ...answer.reply, spk }, now)).toEqual({ ok: false, reason: 'PIN_MISMATCH' })
})

test.each<Partial<ServerHello>>([
  { serial: '1001034438D73F7' },
  { issuer: 'MOTP2' },
  { account: 'TW01002548' },
  { alg: 'SHA-256' },
  { digits: 8 },
  { digits: 6 + 256 },
  { period: 60 },
  { period: 30 + 65_536 },
  { exp: now + 301 },
  { exp: -1 },
  { exp: 1.5 },
  { sn: 'A'.repeat(43) },
  { sn: 'A' },
  { idk: encodeBase64url(new Uint8Array(65).fill(4)) },
  { mac: 'A'.repeat(43) },
  { mac: '' },
])('the phone stops before an altered answer: %j', async (change) => {
  const { start, ticket, answer } = await exchange()
  expect(await receiveServerHello(start, ticket.fingerprint, { ...answer.reply, ...change }, now)).toEqual({
    ok: false,
    reason: 'MAC_INVALID',
  })
})

test('the phone stops before an answer to another phone', async () => {
  const { ticket, answer } = await exchange()
  const bystander = await startPhone({ ticket: ticket.ticket, app: 'another', randomBytes })
  expect(await receiveServerHello(bystander, ticket.fingerprint, answer.reply, now)).toEqual({ ok: false, reason: 'MAC_INVALID' })
})

test('the phone stops before a server point off the curve, even one that the QR names', async () => {
  const { start, answer } = await exchange()
  const point = fromHex(pointOffCurve)
  const reply = { ...answer.reply, spk: encodeBase64url(point) }
  expect(await receiveServerHello(start, await fingerprintKey(point), reply, now)).toEqual({ ok: false, reason: 'MAC_INVALID' })
})

test('the phone stops at the second in which the ticket expires', async () => {
  const { start, ticket, answer } = await exchange()
  const receiveAt = (seconds: number) => receiveServerHello(start, ticket.fingerprint, answer.reply, seconds)
  expect(await receiveAt(answer.reply.exp)).toEqual({ ok: false, reason: 'EXPIRED' })
  expect(await receiveAt(answer.reply.exp - 1)).toMatchObject({ ok: true })
})

test.each([
  { algorithm: 'SHA-1', digits: 4, periodSeconds: 30 },
  { algorithm: 'SHA-1', digits: 6, periodSeconds: 3600 },
])('the phone refuses weak parameters that its own server offers: $algorithm/$digits/$periodSeconds', async (parameters) => {
  const { start, ticket } = await exchange()
  const { reply } = answerTo(ticket, start, { parameters: parameters as OtpParameters })
  expect(await receiveServerHello(start, ticket.fingerprint, reply, now)).toEqual({ ok: false, reason: 'PARAMETERS_REFUSED' })
})

test('a finish is authentic only with both its MAC and its signature', async () => {
  const { ticket, answer, agreement } = await exchange()
  const { finish } = agreement
  const other = await exchange()
  const isAuthentic = (change: object) => isFinishAuthentic(answer.session, ticket.devicePublic, { ...finish, ...change })
  expect(isAuthentic({})).toBe(true)
  expect(isAuthentic({ mac: flipBit(finish.mac) })).toBe(false)
  expect(isAuthentic({ sig: flipBit(finish.sig) })).toBe(false)
  expect(isAuthentic({ sig: other.agreement.finish.sig })).toBe(false)
  expect(isAuthentic({ mac: '' })).toBe(false)
  expect(isFinishAuthentic(answer.session, other.ticket.devicePublic, finish)).toBe(false)
  expect(isFinishAuthentic(answer.session, fromHex(pointOffCurve), finish)).toBe(false)
  expect(isFinishAuthentic(other.answer.session, ticket.devicePublic, finish)).toBe(false)
})

test('the phone believes only the M4 of its own exchange', async () => {
  const { answer, agreement } = await exchange()
  const other = await exchange()
  const finished = answerFinish(answer.session, now)
  expect(await agreement.checkFinished(finished)).toBe(true)
  expect(await agreement.checkFinished({ ...finished, now: now + 1 })).toBe(false)
  expect(await agreement.checkFinished({ ...finished, now: 0.5 })).toBe(false)
  expect(await agreement.checkFinished({ ...finished, mac: flipBit(finished.mac) })).toBe(false)
  expect(await other.agreement.checkFinished(finished)).toBe(false)
})

function offer(change: Partial<Offer> = {}): Offer {
  return {
    serial: '1001034438D73F6',
    issuer: 'MOTP',
    account: 'TW01002547',
    parameters: { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 },
    identityKey: new Uint8Array(65).fill(4, 0, 1),
    expSeconds: now + 300,
    ...change,
  }
}

/** M1 to M3 between fresh halves. */
async function exchange(change: Partial<Offer> = {}) {
  const created = createTicket(randomBytes)
  const start = await startPhone({ ticket: created.ticket, app: 'iPhone · Safari', randomBytes })
  const ticket = { ...created, devicePublic: decodeBase64url(start.hello.dpk) ?? new Uint8Array(0) }
  const answer = answerTo(created, start, change)
  const agreement = expectAgreement(await receiveServerHello(start, ticket.fingerprint, answer.reply, now))
  return { ticket, start, hello: start.hello, answer, agreement }
}

function answerTo({ ticket, serverKey }: { ticket: Uint8Array; serverKey: string }, { hello }: PhoneStart, change: Partial<Offer>) {
  return answerHello({ ticket, serverKey, serverNonce: randomBytes(32), hello, offer: offer(change) })
}

function expectAgreement(outcome: PhoneAgreement | PhoneRefusal): PhoneAgreement {
  if (!outcome.ok) throw new Error(`the phone refused: ${outcome.reason}`)
  return outcome
}

/** A hello with the right MAC for what it now says, as someone who saw the QR can make it. */
async function authenticate(ticket: Uint8Array, hello: Hello): Promise<Hello> {
  const fields = readHello(hello)
  if (!fields) throw new Error('malformed hello')
  return { ...hello, mac: encodeBase64url(await signMac(await deriveTicketKey(ticket), encodeHello(fields))) }
}

function flipBit(text: string): string {
  const bytes = decodeBase64url(text) ?? new Uint8Array(0)
  return encodeBase64url(bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1))
}

function readMessages({ messages }: Vector) {
  const { hello, serverHello, finish, finished } = messages
  return { hello: hello as Hello, serverHello, finish, finished: { ...finished, state: 'keyed' as const } }
}

function offerOf({ input, serverIdPub }: Vector): Offer {
  const { serial, issuer, account, alg, digits, period, exp } = input
  const parameters = { algorithm: alg as OtpAlgorithm, digits, periodSeconds: period } as OtpParameters
  return { serial, issuer, account, parameters, identityKey: fromHex(serverIdPub), expSeconds: exp }
}
