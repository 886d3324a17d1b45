// What a logo may be: a PNG or WebP picture, told by its own first bytes and not by what its sender calls it. Never SVG, which may hold
// script. Pure.
import { logoBytesMost, logoPixelsMost } from '@motp/shared/protocol/brand'

export type LogoType = 'image/png' | 'image/webp'
type Size = { width: number; height: number }

/** Undefined for anything else, and for a picture that is too large, in bytes or in pixels. */
export function readLogoType(bytes: Buffer): LogoType | undefined {
  if (bytes.length > logoBytesMost) return undefined
  const png = readPngSize(bytes)
  const size = png ?? readWebpSize(bytes)
  if (!size || !isFitting(size.width) || !isFitting(size.height)) return undefined
  return png ? 'image/png' : 'image/webp'
}

function isFitting(pixels: number): boolean {
  return pixels >= 1 && pixels <= logoPixelsMost
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])

/** PNG, third edition, 5.2 and 11.2.1: the signature, then at once the header chunk with width and height. */
function readPngSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 33 || !bytes.subarray(0, pngStart.length).equals(pngStart)) return undefined
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** RFC 9649 2: RIFF, size, WEBP, then a lossy (`VP8 `), lossless (`VP8L`) or extended (`VP8X`) picture. */
function readWebpSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return undefined
  if (bytes.readUInt32LE(4) + 8 > bytes.length) return undefined
  const chunk = bytes.toString('latin1', 12, 16)
  if (chunk === 'VP8X') return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) }
  if (chunk === 'VP8L' && bytes[20] === 0x2f) {
    const bits = bytes.readUInt32LE(21)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  // RFC 6386 9.1: a key frame's start code, then two times 14 bits.
  if (chunk === 'VP8 ' && bytes.readUIntBE(23, 3) === 0x9d012a)
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  return undefined
}
