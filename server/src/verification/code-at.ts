// The codes of a token from its seed: what a verification computes most. HMAC (RFC 2104) over node:crypto's one-shot hash, which is three
// times as fast as an HMAC object for each code. The library that tests and registration use
// (shared/otp/totp.ts) is what these are compared with in the test.
import { hash } from 'node:crypto'
import type { CodeAt } from '@motp/shared/otp/find-step'
import type { OtpAlgorithm, OtpParameters } from '@motp/shared/otp/otp-parameters'

const counterBytes = 8
const [innerByte, outerByte] = [0x36, 0x5c]

/** `block` in bytes. `inner`, `outer`: what is hashed, written anew for each code within one turn. */
const hashes = {
  'SHA-1': { name: 'sha1', block: 64, inner: Buffer.alloc(64 + counterBytes), outer: Buffer.alloc(64 + 20) },
  'SHA-256': { name: 'sha256', block: 64, inner: Buffer.alloc(64 + counterBytes), outer: Buffer.alloc(64 + 32) },
  'SHA-512': { name: 'sha512', block: 128, inner: Buffer.alloc(128 + counterBytes), outer: Buffer.alloc(128 + 64) },
} as const satisfies Record<OtpAlgorithm, { name: string; block: number; inner: Buffer; outer: Buffer }>

/** Keeps a copy of the seed in as little memory as there is for it: a hundred thousand of them are kept. */
export function createCodeAt(seed: Uint8Array, { algorithm, digits }: OtpParameters): CodeAt {
  const { name, block, inner, outer } = hashes[algorithm]
  const key = Buffer.from(seed.length > block ? hash(name, seed, 'buffer') : seed).toString('latin1')
  const modulus = 10 ** digits
  return (step) => {
    fillPad(inner, block, innerByte, key)
    inner.writeUInt32BE(Math.floor(step / 2 ** 32), block)
    inner.writeUInt32BE(step % 2 ** 32, block + 4)
    fillPad(outer, block, outerByte, key)
    outer.write(hash(name, inner, 'binary'), block, 'binary')
    const mac = hash(name, outer, 'binary')
    // RFC 4226 5.3, dynamic truncation: the low nibble of the last byte says where the 31 bits stand.
    const at = mac.charCodeAt(mac.length - 1) & 0xf
    const value =
      ((mac.charCodeAt(at) & 0x7f) << 24) | (mac.charCodeAt(at + 1) << 16) | (mac.charCodeAt(at + 2) << 8) | mac.charCodeAt(at + 3)
    return String(value % modulus).padStart(digits, '0')
  }
}

/** The key combined with the pad's byte. */
function fillPad(pad: Buffer, block: number, byte: number, key: string): void {
  pad.fill(byte, key.length, block)
  for (let index = 0; index < key.length; index += 1) pad[index] = key.charCodeAt(index) ^ byte
}
