// Base32 (RFC 4648 section 6) without padding, upper case: the alphabet of otpauth secrets and of our QR codes.
import { type BitAlphabet, decodeBitGroups, encodeBitGroups } from './bit-groups.ts'
import type { Bytes } from './bytes.ts'

const base32: BitAlphabet = { characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', bitsPerCharacter: 5 }

export function encodeBase32(bytes: Uint8Array): string {
  return encodeBitGroups(bytes, base32)
}

/** Reads either case; undefined when the text is not the base32 of any bytes. */
export function decodeBase32(text: string): Bytes | undefined {
  return decodeBitGroups(text.toUpperCase(), base32)
}
