import { encodeUtf8 } from '@motp/shared/encoding/bytes'
import vectors from '@motp/tests/vectors/radius-vectors.json' with { type: 'json' }
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hidePassword, revealPassword } from './user-password.ts'

const secret = encodeUtf8(vectors.secret)
const authenticator = new Uint8Array(16).fill(5)
const cover = { secret, authenticator }
const withPassword = vectors.exchanges.flatMap(({ source, password, request, account }) =>
  password === null ? [] : [{ source, password, bytes: Buffer.from(request, 'hex'), passwordAt: 20 + 2 + account.length + 2 }],
)

test.each(withPassword)('the password of $source is revealed and hidden', ({ password, bytes, passwordAt }) => {
  const hidden = bytes.subarray(passwordAt, passwordAt + 16)
  const itsCover = { secret, authenticator: bytes.subarray(4, 20) }
  expect(revealPassword(hidden, itsCover)).toEqual(encodeUtf8(password))
  expect(Buffer.from(hidePassword(encodeUtf8(password), itsCover))).toEqual(hidden)
})

test('whatever is hidden is revealed, without the NULs at its end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 128 }), fc.uint8Array({ minLength: 16, maxLength: 16 }), (password, itsAuthenticator) => {
      const itsCover = { secret, authenticator: itsAuthenticator }
      const hidden = hidePassword(password, itsCover)
      expect(hidden.length % 16).toBe(0)
      expect(revealPassword(hidden, itsCover)).toEqual(password.subarray(0, password.findLastIndex((byte) => byte !== 0) + 1))
    }),
  )
})

test('a NUL inside stays', () => {
  expect(revealPassword(hidePassword(Uint8Array.of(1, 0, 2), cover), cover)).toEqual(Uint8Array.of(1, 0, 2))
})

test.each([0, 1, 15, 17, 144, 253])('%i hidden bytes are refused', (length) => {
  expect(revealPassword(new Uint8Array(length), cover)).toBeUndefined()
})

test('a password of 129 bytes is not hidden', () => {
  expect(() => hidePassword(new Uint8Array(129), cover)).toThrow(RangeError)
})
