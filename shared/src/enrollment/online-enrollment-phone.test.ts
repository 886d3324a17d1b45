// The phone's half of online enrollment against the frozen vectors. How it meets the server's half, and every kind of tampering, is tested
// where the server's half is (server/src/enrollment/online-exchange.test.ts).
import online from '@motp/tests/vectors/online-vectors.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { decodeBase64url, encodeBase64url } from '../encoding/base64url.ts'
import { fromHex, toHex } from '../encoding/bytes.ts'
import { generateCodeFromKey } from '../otp/key-code.ts'
import type { OtpAlgorithm, OtpParameters } from '../otp/otp-parameters.ts'
import { timeStep } from '../otp/time-step.ts'
import type { Finish, Hello } from '../protocol/provisioning.ts'
import { type PhoneAgreement, type PhoneRefusal, type PhoneStart, receiveServerHello, startPhone } from './online-enrollment-phone.ts'
import { ecdsaSha256, hashTranscript, importPublic, p256Ecdsa } from './online-keys.ts'
import { deviceProof, encodeHello, encodeServerHello, readHello, readServerHello } from './transcript.ts'

type Vector = (typeof online.vectors)[number]

test.each(online.vectors)('frozen vector, phone half: $name', async (vector) => {
  const { hello, serverHello, finish, finished } = readMessages(vector)
  const start = await startOf(vector)
  expect(start.hello).toEqual(hello)
  const agreement = expectAgreement(await receiveServerHello(start, fromHex(vector.F), serverHello, vector.input.exp - 1))
  expect({ tid: agreement.finish.tid, mac: agreement.finish.mac }).toEqual({ tid: finish.tid, mac: finish.mac })
  expect(await isSignedBy(vector.devicePub, agreement.finish, vector.TH)).toBe(true)
  expect(await agreement.checkFinished(finished)).toBe(true)
  expect(agreement.serverIdentityKey).toEqual(fromHex(vector.serverIdPub))
  const { serial, issuer, account } = vector.input
  const parameters = parametersOf(vector)
  expect(agreement.profile).toEqual({ serial, issuer, account, parameters })
  const step = timeStep(vector.otp.t * 1000, parameters.periodSeconds)
  expect(await generateCodeFromKey(agreement.seedKey, parameters, step)).toBe(vector.otp.code)
  expect(agreement.seedKey.extractable).toBe(vector.phoneSeedKeyExportable)
})

test.each(online.vectors)('frozen vector, byte strings: $name', async (vector) => {
  const { hello, serverHello } = readMessages(vector)
  const helloFields = readHello(hello)
  const serverFields = readServerHello(serverHello)
  if (!helloFields || !serverFields) throw new Error('the vector is malformed')
  expect(toHex(encodeHello(helloFields))).toBe(vector.H1)
  expect(toHex(encodeServerHello(serverFields))).toBe(vector.H2)
  expect(toHex(await hashTranscript(fromHex(vector.H1), fromHex(vector.H2)))).toBe(vector.TH)
})

function expectAgreement(outcome: PhoneAgreement | PhoneRefusal): PhoneAgreement {
  if (!outcome.ok) throw new Error(`the phone refused: ${outcome.reason}`)
  return outcome
}

/** ECDSA signatures differ each time: the vector's own cannot be compared. */
async function isSignedBy(devicePublic: string, { sig }: Finish, transcript: string): Promise<boolean> {
  const [key, signature] = [await importPublic(fromHex(devicePublic), p256Ecdsa), decodeBase64url(sig, 64)]
  if (!key || !signature) return false
  return crypto.subtle.verify(ecdsaSha256, key, signature, deviceProof(fromHex(transcript)))
}

function readMessages({ messages }: Vector) {
  const { hello, serverHello, finish, finished } = messages
  return { hello: hello as Hello, serverHello, finish, finished: { ...finished, state: 'keyed' as const } }
}

function parametersOf({ input: { alg, digits, period } }: Vector): OtpParameters {
  return { algorithm: alg as OtpAlgorithm, digits, periodSeconds: period } as OtpParameters
}

function privateJwk(privateHex: string, publicHex: string): JsonWebKey {
  const point = fromHex(publicHex)
  const [x, y, d] = [point.slice(1, 33), point.slice(33), fromHex(privateHex)].map(encodeBase64url)
  return { kty: 'EC', crv: 'P-256', x, y, d } as JsonWebKey
}

async function startOf({ input, clientPub, devicePub }: Vector): Promise<PhoneStart> {
  const keys = {
    ephemeral: await importPair(privateJwk(input.clientEph, clientPub), 'ECDH', ['deriveKey']),
    device: await importPair(privateJwk(input.deviceKey, devicePub), 'ECDSA', ['sign']),
  }
  return startPhone({ ticket: fromHex(input.ticket), app: input.app, randomBytes: () => fromHex(input.clientNonce), keys })
}

async function importPair({ d, ...jwk }: JsonWebKey, name: 'ECDH' | 'ECDSA', usages: KeyUsage[]): Promise<CryptoKeyPair> {
  const algorithm = { name, namedCurve: 'P-256' }
  const privateKey = await crypto.subtle.importKey('jwk', { ...jwk, d } as JsonWebKey, algorithm, false, usages)
  return { privateKey, publicKey: await crypto.subtle.importKey('jwk', jwk, algorithm, true, []) }
}
