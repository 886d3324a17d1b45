// Both ways to a code, from a seed (totp.ts) and from a key (key-code.ts), against the RFCs and against each other.
import rfc4226 from '@motp/tests/vectors/rfc4226-appendix-d.json' with { type: 'json' }
import rfc6238 from '@motp/tests/vectors/rfc6238-appendix-b.json' with { type: 'json' }
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes, encodeUint64be, encodeUtf8, toHex } from '../encoding/bytes.ts'
import { generateCodeFromKey } from './key-code.ts'
import { type OtpAlgorithm, type OtpParameters, seedLength } from './otp-parameters.ts'
import { timeStep } from './time-step.ts'
import { generateCode } from './totp.ts'

const algorithms = ['SHA-1', 'SHA-256', 'SHA-512'] as const

function importSeed(seed: Uint8Array, hash: OtpAlgorithm): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', concatBytes(seed), { name: 'HMAC', hash }, false, ['sign'])
}

test('RFC 4226 appendix D', async () => {
  const seed = encodeUtf8(rfc4226.secretAscii)
  const parameters: OtpParameters = { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 }
  const key = await importSeed(seed, 'SHA-1')
  const counters = [...rfc4226.codes.keys()]
  expect(counters.map((counter) => generateCode(seed, parameters, counter))).toEqual(rfc4226.codes)
  expect(await Promise.all(counters.map((counter) => generateCodeFromKey(key, parameters, counter)))).toEqual(rfc4226.codes)
})

test.each(algorithms)('RFC 6238 appendix B, %s', async (algorithm) => {
  const seed = encodeUtf8(rfc6238.seedAscii[algorithm])
  const parameters: OtpParameters = { algorithm, digits: 8, periodSeconds: 30 }
  const key = await importSeed(seed, algorithm)
  expect(seed.length).toBe(seedLength(algorithm))
  for (const vector of rfc6238.vectors) {
    const step = timeStep(vector.atSeconds * 1000, 30)
    expect(toHex(encodeUint64be(step)).toUpperCase()).toBe(vector.stepHex)
    expect(generateCode(seed, parameters, step)).toBe(vector[algorithm])
    expect(await generateCodeFromKey(key, parameters, step)).toBe(vector[algorithm])
  }
})

test('phone and server show the same code for any seed, parameters and step', async () => {
  const seeds = fc.uint8Array({ minLength: 16, maxLength: 128 })
  const steps = fc.nat({ max: 2 ** 31 })
  await fc.assert(
    fc.asyncProperty(seeds, fc.constantFrom(...algorithms), fc.constantFrom(6, 8), steps, async (seed, algorithm, digits, step) => {
      const parameters: OtpParameters = { algorithm, digits: digits === 6 ? 6 : 8, periodSeconds: 30 }
      const code = generateCode(seed, parameters, step)
      expect(code).toMatch(/^[0-9]+$/)
      expect(code).toHaveLength(digits)
      expect(await generateCodeFromKey(await importSeed(seed, algorithm), parameters, step)).toBe(code)
    }),
    { numRuns: 300 },
  )
})

test('leading zeros are kept', () => {
  const seed = encodeUtf8(rfc6238.seedAscii['SHA-1'])
  expect(generateCode(seed, { algorithm: 'SHA-1', digits: 8, periodSeconds: 30 }, 0x23523ec)).toBe('07081804')
})
