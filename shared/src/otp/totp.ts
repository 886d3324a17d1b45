// The code of one time step from a seed in memory: server and tests. The phone has the same from a key it cannot read (key-code.ts).
import { createGuardrails, generateSync, type HashAlgorithm } from 'otplib'
import { type OtpAlgorithm, type OtpParameters, seedByteBounds } from './otp-parameters.ts'

const hashNames = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-512': 'sha512' } as const satisfies Record<OtpAlgorithm, HashAlgorithm>
const guardrails = createGuardrails({ MIN_SECRET_BYTES: seedByteBounds.min, MAX_SECRET_BYTES: seedByteBounds.max })

/** RFC 6238 4.2: TOTP is HOTP with the time step as its counter. */
export function generateCode(seed: Uint8Array, parameters: OtpParameters, step: number): string {
  return generateSync({
    strategy: 'hotp',
    secret: seed,
    algorithm: hashNames[parameters.algorithm],
    digits: parameters.digits,
    counter: step,
    guardrails,
  })
}
