// The codes of the hot path against those of the library, for every algorithm, length of seed and step.
import { otpAlgorithms } from '@motp/shared/otp/otp-parameters'
import { generateCode } from '@motp/shared/otp/totp'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCodeAt } from './code-at.ts'

test.each(otpAlgorithms)('%s codes are those of the library', (algorithm) => {
  // Up to beyond the block of SHA-1, from where on the key itself is hashed first.
  const seeds = fc.uint8Array({ minLength: 16, maxLength: 129 })
  fc.assert(
    fc.property(seeds, fc.constantFrom(6 as const, 8 as const), fc.nat({ max: 2 ** 40 }), (seed, digits, step) => {
      const parameters = { algorithm, digits, periodSeconds: 30 } as const
      const codeAt = createCodeAt(seed, parameters)
      // Twice: nothing of one code is left for the next.
      expect([codeAt(step), codeAt(step + 1)]).toEqual([generateCode(seed, parameters, step), generateCode(seed, parameters, step + 1)])
    }),
  )
})
