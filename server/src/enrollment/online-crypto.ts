// The cryptography of the server's half of online registration by node:crypto (P-256, SHA-256, HMAC, HKDF). Synchronous on purpose: no
// call takes more than a fifth of a millisecond, and handing such work to the thread pool, as WebCrypto does, costs more than doing it.
import { createECDH, createHmac, createPublicKey, createSecretKey, ECDH, hash, hkdfSync, timingSafeEqual, verify } from 'node:crypto'
import type { Bytes } from '@motp/shared/encoding/bytes'

const curve = 'prime256v1'
const privateBytes = 32
const uncompressed = 4

/** `privateKey`: 32 bytes; `publicKey`: the uncompressed point, 65 bytes. */
export function createKeyPair(): { privateKey: Bytes; publicKey: Bytes } {
  const ecdh = createECDH(curve)
  const publicKey = new Uint8Array(ecdh.generateKeys())
  const privateKey = new Uint8Array(privateBytes)
  // One key in 256 begins with a zero byte, which node:crypto leaves out.
  const significant = ecdh.getPrivateKey()
  privateKey.set(significant, privateBytes - significant.length)
  return { privateKey, publicKey }
}

/** The shared secret, to be erased by the caller. Throws for a point that is not on the curve. */
export function agree(privateKey: Uint8Array, peerPublic: Uint8Array): { secret: Uint8Array; ownPublic: Bytes } {
  const ecdh = createECDH(curve)
  ecdh.setPrivateKey(privateKey)
  return { secret: ecdh.computeSecret(peerPublic), ownPublic: new Uint8Array(ecdh.getPublicKey()) }
}

/** Whether this is an uncompressed point (SEC 1, 2.3.3) on the curve. */
export function isPoint(bytes: Uint8Array): boolean {
  try {
    return bytes[0] === uncompressed && ECDH.convertKey(bytes, curve).length === bytes.length
  } catch {
    return false
  }
}

/** ECDSA with SHA-256, the signature as r || s; false for a key that is not on the curve. */
export function isSignatureValid(publicKey: Uint8Array, signature: Uint8Array, input: Uint8Array): boolean {
  if (!isPoint(publicKey)) return false
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'raw-public', asymmetricKeyType: 'ec', namedCurve: 'P-256' })
  return verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

export function sha256(input: Uint8Array): Bytes {
  return new Uint8Array(hash('sha256', input, 'buffer'))
}

// A key as a KeyObject: with a Buffer both functions take three times as long (Node 24).
export function hmac(key: Uint8Array, input: Uint8Array): Bytes {
  return new Uint8Array(createHmac('sha256', createSecretKey(key)).update(input).digest())
}

/** In constant time. `mac` has 32 bytes. */
export function isMacValid(key: Uint8Array, mac: Uint8Array, input: Uint8Array): boolean {
  return timingSafeEqual(hmac(key, input), mac)
}

export function hkdf(secret: Uint8Array, { salt, info, byteCount }: { salt: Uint8Array; info: Uint8Array; byteCount: number }): Bytes {
  return new Uint8Array(hkdfSync('sha256', createSecretKey(secret), salt, info, byteCount))
}
