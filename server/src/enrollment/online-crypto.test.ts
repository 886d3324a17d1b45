// What the vectors of the exchange do not reach: keys that begin with zero bytes, and byte strings that are no point of the curve.
import { createECDH } from 'node:crypto'
import { expect, test } from 'vitest'
import { agree, createKeyPair, isPoint, isSignatureValid } from './online-crypto.ts'

test('a private key has 32 bytes, even one that begins with a zero', () => {
  // One in 256 does: the chance that none of 6,000 does is below one in 10^10.
  const pairs = Array.from({ length: 6000 }, createKeyPair)
  expect(pairs.every(({ privateKey }) => privateKey.length === 32)).toBe(true)
  const pair = pairs.find(({ privateKey }) => privateKey[0] === 0)
  if (!pair) throw new Error('no key begins with a zero')
  const peer = createKeyPair()
  const { secret, ownPublic } = agree(pair.privateKey, peer.publicKey)
  expect(ownPublic).toEqual(pair.publicKey)
  expect(secret).toEqual(agree(peer.privateKey, pair.publicKey).secret)
})

test('only an uncompressed point on the curve is a point', () => {
  const { publicKey } = createKeyPair()
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  expect(isPoint(publicKey)).toBe(true)
  expect(isPoint(publicKey.with(64, (publicKey[64] ?? 0) ^ 1))).toBe(false)
  expect(isPoint(ecdh.getPublicKey(null, 'compressed'))).toBe(false)
  expect(isPoint(ecdh.getPublicKey(null, 'hybrid'))).toBe(false)
  expect(isPoint(new Uint8Array(65))).toBe(false)
  expect(isPoint(new Uint8Array(0))).toBe(false)
})

test('a signature is checked as r and s, under the key that made it, over what it was made for', async () => {
  const [one, other] = [await createSigner(), await createSigner()]
  const input = new TextEncoder().encode('motp')
  const signature = await one.sign(input)
  expect(isSignatureValid(one.publicKey, signature, input)).toBe(true)
  expect(isSignatureValid(other.publicKey, signature, input)).toBe(false)
  expect(isSignatureValid(one.publicKey, signature, new TextEncoder().encode('motq'))).toBe(false)
  expect(isSignatureValid(one.publicKey, new Uint8Array(64), input)).toBe(false)
  expect(isSignatureValid(new Uint8Array(65), signature, input)).toBe(false)
})

/** WebCrypto, as on the phone. */
async function createSigner() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const sign = async (input: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, input))
  return { publicKey, sign }
}
