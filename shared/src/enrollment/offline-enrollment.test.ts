import offline from '@motp/tests/vectors/offline-vectors.json' with { type: 'json' }
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeBase32 } from '../encoding/base32.ts'
import { toHex } from '../encoding/bytes.ts'
import { generateCodeFromKey } from '../otp/key-code.ts'
import { type OtpParameters, type OtpProfile, otpProfiles } from '../otp/otp-parameters.ts'
import { generateCode } from '../otp/totp.ts'
import { decodeGroups } from './digit-groups.ts'
import {
  createChallenge,
  createResponseRandom,
  deriveOffline,
  deriveOfflineKey,
  isChallengeTimely,
  readChallenge,
  readResponse,
} from './offline-enrollment.ts'

const profiles = fc.constantFrom<OtpProfile>(0, 1, 2, 3, 4)
const anyDigits = (count: number) => '7'.repeat(count)

test.each(offline.vectors)('frozen vector: $name', async ({ input, C, R, header, alg, digits, period, ...vector }) => {
  const profile = (input.profile % 5) as OtpProfile
  const challenge = createChallenge({
    profile,
    withPin: input.profile >= 5,
    serverCode: input.server,
    nowMs: input.issuedAt * 1000,
    randomDigits: () => input.rC,
  })
  const { responseRandom, echo } = readResponse(R)
  const secrets = { challenge, responseRandom: createResponseRandom(() => input.rR), activation: input.A }
  const [server, phone] = await Promise.all([deriveOffline(secrets), deriveOfflineKey(secrets)])
  const view = readChallenge(challenge)

  expect({ challenge, header: challenge.slice(0, 6), responseRandom, echo }).toEqual({
    challenge: C,
    header,
    responseRandom: input.rR,
    echo: vector.echo,
  })
  expect(view?.parameters).toEqual({ algorithm: alg, digits, periodSeconds: period } satisfies Record<keyof OtpParameters, unknown>)
  expect(view).toMatchObject({ version: 1, isPinRequired: input.profile >= 5, serverCode: input.server })
  expect({ seed: toHex(server.seed), echo: server.echo, serial: server.serial }).toEqual({
    seed: vector.seedHex,
    echo: vector.echo,
    serial: vector.serial,
  })
  expect(encodeBase32(server.seed)).toBe(vector.seedBase32)
  expect({ echo: phone.echo, serial: phone.serial }).toEqual({ echo: vector.echo, serial: vector.serial })
  for (const { step, code } of vector.otp) {
    expect(generateCode(server.seed, otpProfiles[profile], step)).toBe(code)
    expect(await generateCodeFromKey(phone.key, otpProfiles[profile], step)).toBe(code)
  }
})

test('frozen vector to refuse: a valid response for another challenge has another echo', async () => {
  const typed = offline.negative.find(({ expect: sentence }) => sentence?.startsWith('echo mismatch'))?.typedResponse ?? []
  const challenge = offline.vectors[0]?.C ?? ''
  const decoded = decodeGroups('response', typed)
  const { responseRandom, echo } = readResponse(decoded.ok ? decoded.payload : '')
  expect(echo).toBe('627')
  expect((await deriveOffline({ challenge, responseRandom })).echo).toBe('257')
})

test("the phone's seed cannot be read out, by our own code neither", async () => {
  const { key } = await deriveOfflineKey({ challenge: offline.vectors[0]?.C ?? '', responseRandom: anyDigits(22) })
  expect(key).toMatchObject({ extractable: false, usages: ['sign'] })
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})

test('each leg changes the seed', async () => {
  const secrets = { challenge: `104200${anyDigits(19)}`, responseRandom: anyDigits(22), activation: anyDigits(15) }
  const outcomes = await Promise.all([
    deriveOffline(secrets),
    deriveOffline({ ...secrets, challenge: `104200${anyDigits(18)}8` }),
    deriveOffline({ ...secrets, responseRandom: `${anyDigits(21)}8` }),
    deriveOffline({ ...secrets, activation: `${anyDigits(14)}8` }),
    deriveOffline({ ...secrets, activation: undefined }),
  ])
  expect(new Set(outcomes.map(({ seed }) => toHex(seed))).size).toBe(5)
})

test('every challenge is read back', () => {
  fc.assert(
    fc.property(profiles, fc.boolean(), fc.nat({ max: 99 }), fc.nat({ max: 4e12 }), (profile, withPin, server, nowMs) => {
      const serverCode = String(server).padStart(2, '0')
      const challenge = createChallenge({ profile, withPin, serverCode, nowMs, randomDigits: anyDigits })
      expect(challenge).toMatch(/^[0-9]{25}$/)
      expect(readChallenge(challenge)).toEqual({
        version: 1,
        parameters: otpProfiles[profile],
        isPinRequired: withPin,
        serverCode,
        minuteMark: Math.floor(nowMs / 300_000) % 100,
      })
    }),
  )
})

test.each(['', '2042003141592653589793238', '104200314159265358979323', '10420031415926535897932388', '10420031415926535897932３8'])(
  '%j is no challenge of version 1',
  (challenge) => {
    expect(readChallenge(challenge)).toBeUndefined()
    expect(isChallengeTimely(challenge, 0)).toBe(false)
  },
)

test.each(['4', '421', 'ab', '４２'])('%j is no server code', (serverCode) => {
  expect(() => createChallenge({ profile: 0, withPin: false, serverCode, nowMs: 0, randomDigits: anyDigits })).toThrow(RangeError)
})

test('a phone takes a challenge from one mark ahead of its clock to two behind', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 1e7 }), fc.integer({ min: -49, max: 50 }), (mark, age) => {
      const challenge = createChallenge({ profile: 0, withPin: false, serverCode: '42', nowMs: mark * 300_000, randomDigits: anyDigits })
      expect(isChallengeTimely(challenge, (mark + age) * 300_000)).toBe(age >= -1 && age <= 2)
    }),
  )
})

test.each([
  { challenge: '1', responseRandom: anyDigits(22) },
  { challenge: `104200${anyDigits(19)}`, responseRandom: anyDigits(21) },
  { challenge: `104200${anyDigits(19)}`, responseRandom: anyDigits(22), activation: '1' },
])('malformed digits are never stretched: %j', async (secrets) => {
  await expect(deriveOffline(secrets)).rejects.toThrow(RangeError)
})
