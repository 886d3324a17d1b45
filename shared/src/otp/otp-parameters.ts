// The parameters of a token's codes, and the profiles that offline enrollment can name with one digit (DESIGN section 5).

export const otpAlgorithms = ['SHA-1', 'SHA-256', 'SHA-512'] as const
export type OtpAlgorithm = (typeof otpAlgorithms)[number]

export type OtpParameters = {
  readonly algorithm: OtpAlgorithm
  readonly digits: 6 | 8
  readonly periodSeconds: 30 | 60
}

/** Position = the profile digit P. */
export const otpProfiles = [
  { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 },
  { algorithm: 'SHA-1', digits: 6, periodSeconds: 60 },
  { algorithm: 'SHA-1', digits: 8, periodSeconds: 30 },
  { algorithm: 'SHA-256', digits: 8, periodSeconds: 30 },
  { algorithm: 'SHA-512', digits: 8, periodSeconds: 30 },
] as const satisfies readonly OtpParameters[]

export type OtpProfile = 0 | 1 | 2 | 3 | 4

/** Bytes of a seed that may come from outside: RFC 4226 R6 asks for 128 bits; the upper bound only stops nonsense. */
export const seedByteBounds = { min: 16, max: 128 } as const

const seedLengths = { 'SHA-1': 20, 'SHA-256': 32, 'SHA-512': 64 } as const satisfies Record<OtpAlgorithm, number>

/** Bytes of a new seed: the length of the hash (RFC 4226 section 4 R6, RFC 6238 section 5.1). */
export function seedLength(algorithm: OtpAlgorithm): number {
  return seedLengths[algorithm]
}

export function isOtpAlgorithm(value: unknown): value is OtpAlgorithm {
  return typeof value === 'string' && Object.hasOwn(seedLengths, value)
}

/** The allow list: what a phone takes from a server and a server from its policy. */
export function isOtpParameters(value: unknown): value is OtpParameters {
  if (typeof value !== 'object' || value === null) return false
  const { algorithm, digits, periodSeconds } = value as Partial<Record<keyof OtpParameters, unknown>>
  return isOtpAlgorithm(algorithm) && (digits === 6 || digits === 8) && (periodSeconds === 30 || periodSeconds === 60)
}

/** The profile of these parameters; undefined when offline enrollment cannot name them. */
export function findOtpProfile({ algorithm, digits, periodSeconds }: OtpParameters): OtpProfile | undefined {
  const index = otpProfiles.findIndex(
    (profile) => profile.algorithm === algorithm && profile.digits === digits && profile.periodSeconds === periodSeconds,
  )
  return index < 0 ? undefined : (index as OtpProfile)
}

/** A code as people type it (full width, `123 456`, `123-456`) to exactly `digits` ASCII digits, or undefined. */
export function normaliseCode(typed: string, digits: 6 | 8): string | undefined {
  const code = typed.normalize('NFKC').replaceAll(/[\s\u2010-\u2015\u2212-]/g, '')
  return code.length === digits && /^[0-9]+$/.test(code) ? code : undefined
}
