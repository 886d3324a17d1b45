// AES-256-GCM at rest (DESIGN rule 9). A sealed value is text: `v1.<keyId>.<iv>.<ciphertext and tag>`, the last two base64url.
// The context (seal-context.ts) and the key id are authenticated with it: a value moved to another row does not open.
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import type { Random } from '../ports.ts'

export type SealKey = { id: string; key: KeyObject }

/** Why a value did not open stays inside: whoever meets this error denies. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

const version = 'v1'
const keyBytes = 32
// NIST SP 800-38D 8.2.2: random 96-bit IVs are safe for 2^32 values under one key.
const ivBytes = 12
const tagBytes = 16

export function createSealKey(id: string, bytes: Uint8Array): SealKey {
  if (bytes.length !== keyBytes) throw new SealError(`a key has ${keyBytes} bytes`)
  return { id, key: createSecretKey(bytes) }
}

/** What the column of a value under key `keyId` begins with. */
export function sealedPrefix(keyId: string): string {
  return `${version}.${keyId}.`
}

export function sealUnder(key: SealKey, plain: Uint8Array, context: string, random: Random): string {
  const iv = random.bytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key.key, iv, { authTagLength: tagBytes })
  cipher.setAAD(boundText(key.id, context))
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return `${sealedPrefix(key.id)}${Buffer.from(iv).toString('base64url')}.${body.toString('base64url')}`
}

export function unsealUnder(key: SealKey, sealed: string, context: string): Uint8Array {
  const { keyId, iv, body } = readSealed(sealed)
  if (keyId !== key.id) throw new SealError('sealed under another key')
  const decipher = createDecipheriv('aes-256-gcm', key.key, iv, { authTagLength: tagBytes })
  decipher.setAAD(boundText(keyId, context))
  decipher.setAuthTag(body.subarray(-tagBytes))
  try {
    return new Uint8Array(Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()]))
  } catch (cause) {
    throw new SealError('not sealed by this key for this context', { cause })
  }
}

export function keyIdOf(sealed: string): string {
  return readSealed(sealed).keyId
}

function readSealed(sealed: string): { keyId: string; iv: Buffer; body: Buffer } {
  const [found, keyId, ivText, bodyText, ...rest] = sealed.split('.')
  if (found !== version || !keyId || !ivText || !bodyText || rest.length > 0) throw new SealError('not a sealed value')
  const iv = Buffer.from(ivText, 'base64url')
  const body = Buffer.from(bodyText, 'base64url')
  if (iv.length !== ivBytes || body.length < tagBytes) throw new SealError('not a sealed value')
  return { keyId, iv, body }
}

function boundText(keyId: string, context: string): Buffer {
  return Buffer.from(`motp/seal/${version}|${keyId}|${context}`)
}
