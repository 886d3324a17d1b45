// Byte strings: joining, comparing, and the fixed-width forms that the protocols use.

/** Bytes that own their buffer, as WebCrypto asks for. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Joins byte strings; with one argument it copies. */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Takes the same time wherever two byte strings of one length differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0)
  return difference === 0
}

export function encodeUtf8(text: string): Bytes {
  return concatBytes(new TextEncoder().encode(text))
}

/** Lower case. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** For hex of our own making; throws RangeError when it is not hex. */
export function fromHex(text: string): Bytes {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) throw new RangeError('not a hex string')
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

export function encodeUint16be(value: number): Bytes {
  return encodeUint(value, 2)
}

export function encodeUint32be(value: number): Bytes {
  return encodeUint(value, 4)
}

/** `value` up to 2^53 - 1. */
export function encodeUint64be(value: number): Bytes {
  return encodeUint(value, 8)
}

/** A number that does not fit is refused, never cut: two values must not share one encoding. */
function encodeUint(value: number, width: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * width)) throw new RangeError(`not an unsigned ${width}-byte integer`)
  return Uint8Array.from({ length: width }, (_, index) => Math.floor(value / 2 ** (8 * (width - 1 - index))) % 256)
}
