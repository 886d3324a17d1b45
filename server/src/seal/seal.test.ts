// Sealing as pure functions: what was sealed opens again, and only for its key and context.
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemRandom } from '../ports.ts'
import { createSealKey, keyIdOf, SealError, sealUnder, unsealUnder } from './seal.ts'
import { enrollmentContext, noticeContext, tokenSeedContext } from './seal-context.ts'

const key = createSealKey('k1', randomBytes(32))
const seed = new Uint8Array(randomBytes(20))
const token = { tokenId: 't1', userId: 'u1', parameters: { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 } } as const
const context = tokenSeedContext(token)

test('what was sealed opens with the same key and context', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string(), (plain, anyContext) => {
      expect(unsealUnder(key, sealUnder(key, plain, anyContext, systemRandom), anyContext)).toEqual(new Uint8Array(plain))
    }),
  )
})

test('the same value sealed twice gives two texts, neither of which shows it', () => {
  const [first, second] = [sealUnder(key, seed, context, systemRandom), sealUnder(key, seed, context, systemRandom)]
  expect(first).not.toBe(second)
  expect(first).not.toContain(Buffer.from(seed).toString('base64url'))
  expect(keyIdOf(first)).toBe('k1')
})

test.each([
  ['another token', tokenSeedContext({ ...token, tokenId: 't2' })],
  ['another user', tokenSeedContext({ ...token, userId: 'u2' })],
  ['more digits', tokenSeedContext({ ...token, parameters: { ...token.parameters, digits: 8 } })],
  ['another period', tokenSeedContext({ ...token, parameters: { ...token.parameters, periodSeconds: 60 } })],
  ['another algorithm', tokenSeedContext({ ...token, parameters: { ...token.parameters, algorithm: 'SHA-256' } })],
  ['another kind of value', noticeContext('t1')],
])('a seed does not open for %s', (_name, other) => {
  const sealed = sealUnder(key, seed, context, systemRandom)
  expect(() => unsealUnder(key, sealed, other)).toThrow(SealError)
})

test('ids that hold quotes and commas cannot make two contexts the same', () => {
  expect(enrollmentContext('a","seed', 'secret')).not.toBe(enrollmentContext('a', 'seed'))
})

test('one flipped bit anywhere is refused', () => {
  const [version, id, iv, body] = sealUnder(key, seed, context, systemRandom).split('.') as [string, string, string, string]
  const flipped = (text: string, bit: number) => {
    const bytes = Buffer.from(text, 'base64url')
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return bytes.toString('base64url')
  }
  for (let bit = 0; bit < 96; bit += 1)
    expect(() => unsealUnder(key, [version, id, flipped(iv, bit), body].join('.'), context)).toThrow(SealError)
  for (let bit = 0; bit < (20 + 16) * 8; bit += 1)
    expect(() => unsealUnder(key, [version, id, iv, flipped(body, bit)].join('.'), context)).toThrow(SealError)
})

test('another key, a renamed key and a cut tag are refused', () => {
  const sealed = sealUnder(key, seed, context, systemRandom)
  expect(() => unsealUnder(createSealKey('k1', randomBytes(32)), sealed, context)).toThrow(SealError)
  expect(() => unsealUnder(createSealKey('k2', randomBytes(32)), sealed, context)).toThrow(SealError)
  expect(() => unsealUnder(key, sealed.slice(0, -8), context)).toThrow(SealError)
})

test.each(['', 'v1', 'v1.k1', 'v1.k1..', 'v2.k1.AAAAAAAAAAAAAAAA.AAAA', 'v1.k1.AAAAAAAAAAAAAAAA.AAAA', '{"serial":"1.2.3"}'])(
  'text that was never sealed is refused: %j',
  (text) => expect(() => unsealUnder(key, text, context)).toThrow(SealError),
)

test('a key of another length is refused', () => {
  expect(() => createSealKey('k1', randomBytes(16))).toThrow(SealError)
})
