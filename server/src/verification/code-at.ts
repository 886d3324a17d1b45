// The codes of a token from its seed: what a verification computes most. HMAC (RFC 2104) over node:crypto's one-shot hash with both pads
// prepared, which is three times as fast as an HMAC object for each code. The library that tests and registration use
// (shared/otp/totp.ts) is what these are compared with in the test.
import { hash } from 'node:crypto'
import type { CodeAt } from '@motp/shared/otp/find-step'
import type { OtpAlgorithm, OtpParameters } from '@motp/shared/otp/otp-parameters'

/** Block and output in bytes. */
const hashes = {
  'SHA-1': { name: 'sha1', block: 64, output: 20 },
  'SHA-256': { name: 'sha256', block: 64, output: 32 },
  'SHA-512': { name: 'sha512', block: 128, output: 64 },
} as const satisfies Record<OtpAlgorithm, { name: string; block: number; output: number }>

/** Keeps the seed, as its two pads; the given bytes may be erased. */
export function createCodeAt(seed: Uint8Array, { algorithm, digits }: OtpParameters): CodeAt {
  const { name, block, output } = hashes[algorithm]
  const key = seed.length > block ? hash(name, seed, 'buffer') : seed
  const inner = createPad(key, 0x36, block, counterBytes)
  const outer = createPad(key, 0x5c, block, output)
  const modulus = 10 ** digits
  return (step) => {
    inner.writeUInt32BE(Math.floor(step / 2 ** 32), block)
    inner.writeUInt32BE(step % 2 ** 32, block + 4)
    outer.write(hash(name, inner, 'binary'), block, 'binary')
    const mac = Buffer.from(hash(name, outer, 'binary'), 'binary')
    // RFC 4226 5.3, dynamic truncation: the low nibble of the last byte says where the 31 bits stand.
    const value = mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7fffffff
    return String(value % modulus).padStart(digits, '0')
  }
}

const counterBytes = 8

/** The key combined with the pad's byte, and room behind it. */
function createPad(key: Uint8Array, byte: number, block: number, room: number): Buffer {
  const pad = Buffer.alloc(block + room, byte)
  for (const [index, value] of key.entries()) pad[index] = value ^ byte
  return pad
}
