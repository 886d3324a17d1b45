// The code of one time step from a non-extractable key: the phone. On WebCrypto alone, so that no OTP library travels to the phone.
import { encodeUint64be } from '../encoding/bytes.ts'
import type { OtpParameters } from './otp-parameters.ts'

/** `key`: HMAC with the token's hash, usage `sign`. */
export async function generateCodeFromKey(key: CryptoKey, parameters: OtpParameters, step: number): Promise<string> {
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, encodeUint64be(step)))
  // RFC 4226 5.3, dynamic truncation: the low nibble of the last byte says where the 31 bits stand.
  const offset = mac.getUint8(mac.byteLength - 1) & 0xf
  const value = mac.getUint32(offset) & 0x7fffffff
  return String(value % 10 ** parameters.digits).padStart(parameters.digits, '0')
}
