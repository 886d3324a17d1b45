// Offline enrollment OFF v1 (DESIGN section 5): the challenge, the response, and the seed that both sides derive from them.
import { encodeUtf8, toHex } from '../encoding/bytes.ts'
import { type OtpParameters, type OtpProfile, otpProfiles, seedLength } from '../otp/otp-parameters.ts'
import { createKeySchedule, importBaseKey, type KeySchedule } from './key-schedule.ts'

const version = 1
const headerLength = 6
const minuteMarkMs = 300_000
const pbkdf2Iterations = 600_000
const responseRandomLength = 22

export type RandomDigits = (count: number) => string

export type ChallengeOptions = {
  profile: OtpProfile
  withPin: boolean
  /** Two digits set by IT, shown on both screens. */
  serverCode: string
  nowMs: number
  randomDigits: RandomDigits
}

/** 25 payload digits: version, profile, server code, minute mark, 19 random digits. */
export function createChallenge({ profile, withPin, serverCode, nowMs, randomDigits }: ChallengeOptions): string {
  if (!/^[0-9]{2}$/.test(serverCode)) throw new RangeError('the server code is two digits')
  const minuteMark = String(minuteMarkAt(nowMs)).padStart(2, '0')
  return `${version}${withPin ? profile + 5 : profile}${serverCode}${minuteMark}${randomDigits(19)}`
}

export type ChallengeView = {
  version: 1
  parameters: OtpParameters
  isPinRequired: boolean
  serverCode: string
  /** floor(unix / 300) mod 100 at the server when it made the challenge. */
  minuteMark: number
}

/** Undefined for anything but 25 digits of a version and profile that we know. */
export function readChallenge(challenge: string): ChallengeView | undefined {
  const [, profileDigit, serverCode, minuteMark] = /^1([0-9])([0-9]{2})([0-9]{2})[0-9]{19}$/.exec(challenge) ?? []
  const parameters = otpProfiles[Number(profileDigit) % 5]
  if (parameters === undefined || serverCode === undefined) return undefined
  return { version, parameters, isPinRequired: Number(profileDigit) >= 5, serverCode, minuteMark: Number(minuteMark) }
}

/** Whether the phone's clock agrees with the challenge: at most 5 minutes behind it or 15 past it. */
export function isChallengeTimely(challenge: string, nowMs: number): boolean {
  const view = readChallenge(challenge)
  if (!view) return false
  const age = (((minuteMarkAt(nowMs) - view.minuteMark) % 100) + 100) % 100
  return age === 99 || age <= 2
}

function minuteMarkAt(nowMs: number): number {
  return Math.floor(nowMs / minuteMarkMs) % 100
}

/** The phone's share: 22 random digits. */
export function createResponseRandom(randomDigits: RandomDigits): string {
  return randomDigits(responseRandomLength)
}

/** A response of 25 payload digits is the phone's random digits followed by the echo. */
export function readResponse(response: string): { responseRandom: string; echo: string } {
  return { responseRandom: response.slice(0, responseRandomLength), echo: response.slice(responseRandomLength) }
}

/** Payload digits without check digits; `activation` is IT's 15 digits where policy asks for them. */
export type OfflineSecrets = { challenge: string; responseRandom: string; activation?: string | undefined }

/** `echo`: three digits that prove the phone had the same challenge. `serial`: 15 hex digits, the same on both screens. */
type OfflineOutcome = { echo: string; serial: string }

/** Server: the seed in memory, to be sealed. About 0.2 s on a thread of the platform's pool. Throws RangeError for malformed digits. */
export async function deriveOffline(secrets: OfflineSecrets): Promise<OfflineOutcome & { seed: Uint8Array }> {
  const { schedule, algorithm } = await stretch(secrets)
  const seed = await schedule.deriveBytes(`seed|${algorithm}`, seedLength(algorithm))
  return { seed, ...(await deriveOutcome(schedule)) }
}

/** Phone: the same seed as an HMAC key that cannot be read out. */
export async function deriveOfflineKey(secrets: OfflineSecrets): Promise<OfflineOutcome & { key: CryptoKey }> {
  const { schedule, algorithm } = await stretch(secrets)
  const spec = { hash: algorithm, byteCount: seedLength(algorithm), usages: ['sign'] } as const
  const key = await schedule.deriveHmacKey(`seed|${algorithm}`, spec)
  return { key, ...(await deriveOutcome(schedule)) }
}

/** K0 of DESIGN section 5. Challenge and response random are joint input: one leg alone says little about the seed. */
async function stretch({ challenge, responseRandom, activation = '' }: OfflineSecrets) {
  const view = readChallenge(challenge)
  if (!view || !/^[0-9]{22}$/.test(responseRandom) || !/^([0-9]{15})?$/.test(activation)) throw new RangeError('malformed digits')
  const password = encodeUtf8(challenge + responseRandom + activation)
  const salt = encodeUtf8(`motp/off/v1|${challenge.slice(0, headerLength)}`)
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
  const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: pbkdf2Iterations }
  const stretched = new Uint8Array(await crypto.subtle.deriveBits(pbkdf2, key, 256))
  const baseKey = await importBaseKey(stretched)
  stretched.fill(0)
  const schedule = createKeySchedule(baseKey, (label) => encodeUtf8(`motp/off/v1/${label}`))
  return { schedule, algorithm: view.parameters.algorithm }
}

async function deriveOutcome(schedule: KeySchedule): Promise<OfflineOutcome> {
  const [echo, serial] = await Promise.all([schedule.deriveBytes('echo', 4), schedule.deriveBytes('serial', 8)])
  return {
    echo: String(new DataView(echo.buffer).getUint32(0) % 1000).padStart(3, '0'),
    serial: toHex(serial).slice(0, 15).toUpperCase(),
  }
}
