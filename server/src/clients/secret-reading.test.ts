import type { VerificationMode } from '@motp/shared/protocol/verification'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSecret, splitSecret } from './secret-reading.ts'

const kindOf = (secret: string, ...modes: VerificationMode[]) => readSecret(secret, modes, 6).kind

test('the code is cut off from the right, however long the password is', () => {
  expect(splitSecret('pass123456word654321', 6)).toEqual({ password: 'pass123456word', code: '654321' })
  expect(splitSecret('12345', 6)).toEqual({ password: '', code: '12345' })
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^\d{8}$/), (password, code) => {
      expect(splitSecret(password + code, 8)).toEqual({ password, code })
    }),
  )
})

describe('what one field holds', () => {
  test.each<[string, VerificationMode[], string]>([
    ['123456', ['code'], 'code'],
    ['secret', ['code'], 'code'],
    ['', ['code'], 'code'],
    ['pw123456', ['password+code'], 'password+code'],
    ['secret', ['password+code'], 'password+code'],
    ['secret', ['challenge'], 'password'],
    ['pw123456', ['challenge'], 'password'],
    ['123456', ['challenge'], 'password'],
    ['', ['challenge'], 'password'],
    ['', ['challenge', 'password+code'], 'password'],
    ['', ['challenge', 'code'], 'asks-for-code'],
    ['１２３ ４５６', ['code', 'challenge'], 'code'],
    ['pw123456', ['password+code', 'challenge'], 'password+code'],
    ['secret', ['password+code', 'challenge'], 'password'],
    ['123456', ['code', 'password+code', 'challenge'], 'code'],
    ['0123456', ['code', 'password+code'], 'password+code'],
  ])('"%s" with %j is %s', (secret, modes, kind) => expect(kindOf(secret, ...modes)).toBe(kind))

  test('never a code alone for a client that wants a password', () => {
    fc.assert(
      fc.property(fc.string(), fc.subarray<VerificationMode>(['password+code', 'challenge'], { minLength: 1 }), (secret, modes) => {
        expect(['password', 'password+code']).toContain(kindOf(secret, ...modes))
      }),
    )
  })
})
