// What counts as a logo is told by its bytes.
import { readFileSync } from 'node:fs'
import { logoBytesMost } from '@motp/shared/protocol/brand'
import { expect, test } from 'vitest'
import { readLogoType } from './logo.ts'

const png = (width: number, height: number, length = 60): Buffer => {
  const bytes = Buffer.alloc(length)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]).copy(bytes)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
const webp = (chunk: string, write: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.alloc(40)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(32, 4)
  bytes.write(`WEBP${chunk}`, 8, 'latin1')
  write(bytes)
  return bytes
}
const extended = (width: number, height: number) =>
  webp('VP8X', (bytes) => {
    bytes.writeUIntLE(width - 1, 24, 3)
    bytes.writeUIntLE(height - 1, 27, 3)
  })
const lossless = (width: number, height: number) =>
  webp('VP8L', (bytes) => {
    bytes[20] = 0x2f
    bytes.writeUInt32LE((width - 1) | ((height - 1) << 14), 21)
  })
const lossy = (width: number, height: number) =>
  webp('VP8 ', (bytes) => {
    bytes.writeUIntBE(0x9d012a, 23, 3)
    bytes.writeUInt16LE(width, 26)
    bytes.writeUInt16LE(height, 28)
  })

test('a real PNG is one', () => {
  expect(readLogoType(readFileSync(new URL('../../../desktop/public/icons/icon-192.png', import.meta.url)))).toBe('image/png')
})

test.each([
  ['PNG', png(120, 28), 'image/png'],
  ['extended WebP', extended(1024, 1024), 'image/webp'],
  ['lossless WebP', lossless(300, 28), 'image/webp'],
  ['lossy WebP', lossy(28, 28), 'image/webp'],
] as const)('a %s is one', (_, bytes, type) => expect(readLogoType(bytes)).toBe(type))

test.each([
  ['nothing', Buffer.alloc(0)],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(100))],
  ['a GIF', Buffer.from('GIF89a'.padEnd(60, '\0'))],
  ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(60)])],
  ['the beginning of a PNG', png(28, 28).subarray(0, 20)],
  ['a PNG with text before its header', Buffer.concat([png(28, 28).subarray(0, 8), Buffer.from('tEXt'), png(28, 28).subarray(8)])],
  ['a PNG of too many bytes', png(28, 28, logoBytesMost + 1)],
  ['a PNG of too many pixels', png(1025, 28)],
  ['a PNG of no pixels', png(0, 28)],
  ['a WebP of too many pixels', extended(28, 16_000)],
  ['a WebP that says it is longer than it is', Object.assign(extended(28, 28), { 4: 0xff })],
  ['a WebP of an unknown kind', webp('XXXX', () => undefined)],
])('%s is none', (_, bytes) => expect(readLogoType(bytes)).toBeUndefined())
