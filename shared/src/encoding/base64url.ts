// Base64url (RFC 4648 section 5) without padding: how byte strings travel in JSON.
import { type BitAlphabet, decodeBitGroups, encodeBitGroups } from './bit-groups.ts'
import type { Bytes } from './bytes.ts'

const base64url: BitAlphabet = { characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', bitsPerCharacter: 6 }

export function encodeBase64url(bytes: Uint8Array): string {
  return encodeBitGroups(bytes, base64url)
}

/** Undefined when the text is not the base64url of any bytes, or not of `byteCount` bytes where that is given. */
export function decodeBase64url(text: string, byteCount?: number): Bytes | undefined {
  const bytes = decodeBitGroups(text, base64url)
  return byteCount === undefined || bytes?.length === byteCount ? bytes : undefined
}
