// The codes of the hot path against those of the library, for every algorithm, length and step.
import { createSecretKey } from 'node:crypto'
import { otpAlgorithms, seedLength } from '@motp/shared/otp/otp-parameters'
import { generateCode } from '@motp/shared/otp/totp'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCodeAt } from './code-at.ts'

test.each(otpAlgorithms)('%s codes are those of the library', (algorithm) => {
  const length = seedLength(algorithm)
  const seeds = fc.uint8Array({ minLength: length, maxLength: length })
  fc.assert(
    fc.property(seeds, fc.constantFrom(6 as const, 8 as const), fc.nat({ max: 2 ** 40 }), (seed, digits, step) => {
      const parameters = { algorithm, digits, periodSeconds: 30 } as const
      expect(createCodeAt(createSecretKey(seed), parameters)(step)).toBe(generateCode(seed, parameters, step))
    }),
  )
})
