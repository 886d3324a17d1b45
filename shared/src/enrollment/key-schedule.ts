// HKDF-SHA-256 (RFC 5869) over WebCrypto: every key of both enrollments comes from one base key and a label.
import { type Bytes, concatBytes } from '../encoding/bytes.ts'
import type { OtpAlgorithm } from '../otp/otp-parameters.ts'

export type HmacKeySpec = { hash: OtpAlgorithm; byteCount: number; usages: readonly ('sign' | 'verify')[] }

export type KeySchedule = {
  deriveBytes(label: string, byteCount: number): Promise<Bytes>
  /** The same bytes as a key that nobody, our own code included, can read out. */
  deriveHmacKey(label: string, spec: HmacKeySpec): Promise<CryptoKey>
}

/** `baseKey`: from importBaseKey or ECDH. `infoOf`: the HKDF info of a label. */
export function createKeySchedule(baseKey: CryptoKey, infoOf: (label: string) => Bytes, salt: Bytes = new Uint8Array(0)): KeySchedule {
  const hkdf = (label: string) => ({ name: 'HKDF', hash: 'SHA-256', salt, info: infoOf(label) })
  return {
    async deriveBytes(label, byteCount) {
      return new Uint8Array(await crypto.subtle.deriveBits(hkdf(label), baseKey, byteCount * 8))
    },
    deriveHmacKey(label, { hash, byteCount, usages }) {
      return crypto.subtle.deriveKey(hkdf(label), baseKey, { name: 'HMAC', hash, length: byteCount * 8 }, false, [...usages])
    },
  }
}

export function importBaseKey(secret: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', concatBytes(secret), 'HKDF', false, ['deriveBits', 'deriveKey'])
}
