// Hides and reveals User-Password (RFC 2865 5.2): each 16 bytes are XORed with MD5(secret | the 16 hidden bytes before them).
import { createHash } from 'node:crypto'

/** What was hidden: by which secret, in the packet of which Request Authenticator. */
export type PasswordCover = { secret: Uint8Array; authenticator: Uint8Array }

const blockLength = 16
export const maxPasswordLength = 128

/** Throws RangeError over 128 bytes. */
export function hidePassword(password: Uint8Array, cover: PasswordCover): Uint8Array {
  if (password.length > maxPasswordLength) throw new RangeError('a password has at most 128 bytes')
  const padded = new Uint8Array(Math.max(1, Math.ceil(password.length / blockLength)) * blockLength)
  padded.set(password)
  const hidden = new Uint8Array(padded.length)
  for (let offset = 0; offset < padded.length; offset += blockLength) {
    const before = offset === 0 ? cover.authenticator : hidden.subarray(offset - blockLength, offset)
    hidden.set(maskBlock(padded.subarray(offset, offset + blockLength), before, cover.secret), offset)
  }
  return hidden
}

/** Without the NULs that fill the last block. Undefined when the length is not one of 16, 32 … 128. */
export function revealPassword(hidden: Uint8Array, cover: PasswordCover): Uint8Array | undefined {
  if (hidden.length === 0 || hidden.length % blockLength !== 0 || hidden.length > maxPasswordLength) return undefined
  const plain = new Uint8Array(hidden.length)
  for (let offset = 0; offset < hidden.length; offset += blockLength) {
    const before = offset === 0 ? cover.authenticator : hidden.subarray(offset - blockLength, offset)
    plain.set(maskBlock(hidden.subarray(offset, offset + blockLength), before, cover.secret), offset)
  }
  return plain.subarray(0, plain.findLastIndex((byte) => byte !== 0) + 1)
}

function maskBlock(block: Uint8Array, before: Uint8Array, secret: Uint8Array): Uint8Array {
  const mask = createHash('md5').update(secret).update(before).digest()
  return block.map((byte, index) => byte ^ (mask[index] ?? 0))
}
