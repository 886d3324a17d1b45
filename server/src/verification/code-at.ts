// The codes of a token from its key in memory, on node:crypto alone: what a verification computes most. The library that tests and
// registration use (shared/otp/totp.ts) is what these are compared with in the test.
import { createHmac, type KeyObject } from 'node:crypto'
import type { CodeAt } from '@motp/shared/otp/find-step'
import type { OtpAlgorithm, OtpParameters } from '@motp/shared/otp/otp-parameters'

const hashNames = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-512': 'sha512' } as const satisfies Record<OtpAlgorithm, string>

/** `key`: a prepared one, for HMAC with a buffer costs six times as much. */
export function createCodeAt(key: KeyObject, { algorithm, digits }: OtpParameters): CodeAt {
  const hashName = hashNames[algorithm]
  const modulus = 10 ** digits
  const counter = Buffer.alloc(8)
  return (step) => {
    counter.writeBigUInt64BE(BigInt(step))
    const mac = createHmac(hashName, key).update(counter).digest()
    // RFC 4226 5.3, dynamic truncation: the low nibble of the last byte says where the 31 bits stand.
    const value = mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7fffffff
    return String(value % modulus).padStart(digits, '0')
  }
}
