// Message-Authenticator (RFC 3579 3.2): HMAC-MD5 under the shared secret over the whole packet, with its own 16 bytes taken as zero.
// HMAC does not lean on MD5's resistance to collisions, which the rest of RADIUS does: hence the first attribute of every reply.
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { attributeType, findValues } from './attributes.ts'
import type { Packet } from './packet.ts'

export const messageAuthenticatorLength = 16
const zeros = new Uint8Array(messageAuthenticatorLength)

/** HMAC with a plain buffer as its key takes several times as long, and making the key object half as long again: kept as long as the secret. */
const preparedKeys = new WeakMap<Uint8Array, KeyObject>()

function preparedKey(secret: Uint8Array): KeyObject {
  const known = preparedKeys.get(secret)
  if (known) return known
  const key = createSecretKey(secret)
  preparedKeys.set(secret, key)
  return key
}

/** `bytes`: a request, or a reply that still carries the Request Authenticator. `offset`: where the value stands in it. */
export function computeMessageAuthenticator(bytes: Uint8Array, offset: number, secret: Uint8Array): Uint8Array {
  return createHmac('md5', preparedKey(secret))
    .update(bytes.subarray(0, offset))
    .update(zeros)
    .update(bytes.subarray(offset + messageAuthenticatorLength))
    .digest()
}

export type MessageAuthenticity = 'proven' | 'absent' | 'wrong'

/** Whether a request proves that its sender knows the secret. Two such attributes are as wrong as a false one. */
export function judgeMessageAuthenticator(request: Packet, secret: Uint8Array): MessageAuthenticity {
  const [value, ...others] = findValues(request, attributeType.messageAuthenticator)
  if (value === undefined) return 'absent'
  if (others.length > 0 || value.length !== messageAuthenticatorLength) return 'wrong'
  const offset = value.byteOffset - request.bytes.byteOffset
  return timingSafeEqual(value, computeMessageAuthenticator(request.bytes, offset, secret)) ? 'proven' : 'wrong'
}
