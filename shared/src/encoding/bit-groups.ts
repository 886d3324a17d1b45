// The walk behind base32 and base64url: bytes as characters of a few bits each (RFC 4648 section 4-6), without padding.
import type { Bytes } from './bytes.ts'

/** `alphabet` has 2^bitsPerCharacter characters. */
export type BitAlphabet = { readonly characters: string; readonly bitsPerCharacter: number }

export function encodeBitGroups(bytes: Uint8Array, { characters, bitsPerCharacter }: BitAlphabet): string {
  const mask = 2 ** bitsPerCharacter - 1
  let text = ''
  let buffer = 0
  let bitCount = 0
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    bitCount += 8
    while (bitCount >= bitsPerCharacter) {
      bitCount -= bitsPerCharacter
      text += characters.charAt((buffer >>> bitCount) & mask)
    }
    buffer &= 2 ** bitCount - 1
  }
  return bitCount === 0 ? text : text + characters.charAt((buffer << (bitsPerCharacter - bitCount)) & mask)
}

/**
 * Only the one canonical text of a byte string is read (RFC 4648 3.5): no padding, no superfluous character, spare bits zero.
 * Otherwise two different texts would stand for one value.
 */
export function decodeBitGroups(text: string, { characters, bitsPerCharacter }: BitAlphabet): Bytes | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * bitsPerCharacter) / 8))
  let length = 0
  let buffer = 0
  let bitCount = 0
  for (const character of text) {
    const value = characters.indexOf(character)
    if (value < 0) return undefined
    buffer = (buffer << bitsPerCharacter) | value
    bitCount += bitsPerCharacter
    if (bitCount < 8) continue
    bitCount -= 8
    bytes[length++] = buffer >>> bitCount
    buffer &= 2 ** bitCount - 1
  }
  return bitCount < bitsPerCharacter && buffer === 0 ? bytes : undefined
}
