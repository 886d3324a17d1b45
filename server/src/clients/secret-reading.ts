// What one field holds: the code, the password with the code behind it, or the password alone. Pure; the client's modes decide what it may be.
import { normaliseCode } from '@motp/shared/otp/otp-parameters'
import type { VerificationMode } from '@motp/shared/protocol/verification'

export type SecretReading =
  | { kind: 'code'; code: string }
  | { kind: 'password+code'; password: string; code: string }
  | { kind: 'password'; password: string }
  /** Nothing was typed: the user is to be asked for the code. */
  | { kind: 'asks-for-code' }

type Digits = 6 | 8

/** Cuts the code off from the right. Shorter than a code: no password, and a code that is none. */
export function splitSecret(secret: string, digits: Digits): { password: string; code: string } {
  const at = Math.max(0, secret.length - digits)
  return { password: secret.slice(0, at), code: secret.slice(at) }
}

/**
 * Where a client allows several ways, a secret that can be a code is one, and one that ends like a code has one at its end: a password
 * that ends in that many digits cannot be used alone with a client that allows both `password+code` and `challenge`.
 */
export function readSecret(secret: string, modes: readonly VerificationMode[], digits: Digits): SecretReading {
  const may = (mode: VerificationMode) => modes.includes(mode)
  // Without a password only where the code alone is enough, or an empty field would stand for the right password.
  if (secret === '' && may('challenge') && may('code')) return { kind: 'asks-for-code' }
  if (may('code') && normaliseCode(secret, digits) !== undefined) return { kind: 'code', code: secret }
  const split = splitSecret(secret, digits)
  const endsLikeCode = split.password !== '' && normaliseCode(split.code, digits) !== undefined
  if (may('password+code') && (endsLikeCode || !may('challenge'))) return { kind: 'password+code', ...split }
  return may('challenge') ? { kind: 'password', password: secret } : { kind: 'code', code: secret }
}
