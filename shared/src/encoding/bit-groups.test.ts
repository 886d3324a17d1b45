// Both alphabets of RFC 4648 that the product uses, with the vectors of its section 10 (padding left away).
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase32, encodeBase32 } from './base32.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { encodeUtf8 } from './bytes.ts'

const vectors = [
  { text: '', base32: '', base64url: '' },
  { text: 'f', base32: 'MY', base64url: 'Zg' },
  { text: 'fo', base32: 'MZXQ', base64url: 'Zm8' },
  { text: 'foo', base32: 'MZXW6', base64url: 'Zm9v' },
  { text: 'foob', base32: 'MZXW6YQ', base64url: 'Zm9vYg' },
  { text: 'fooba', base32: 'MZXW6YTB', base64url: 'Zm9vYmE' },
  { text: 'foobar', base32: 'MZXW6YTBOI', base64url: 'Zm9vYmFy' },
]

test.each(vectors)('RFC 4648 10: "$text"', ({ text, base32, base64url }) => {
  expect(encodeBase32(encodeUtf8(text))).toBe(base32)
  expect(encodeBase64url(encodeUtf8(text))).toBe(base64url)
  expect(decodeBase32(base32)).toEqual(encodeUtf8(text))
  expect(decodeBase64url(base64url)).toEqual(encodeUtf8(text))
})

test('every byte string is read back from both', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 130 }), (bytes) => {
      expect(decodeBase32(encodeBase32(bytes))).toEqual(bytes)
      expect(decodeBase32(encodeBase32(bytes).toLowerCase())).toEqual(bytes)
      expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes)
    }),
  )
})

test('base64url has the two characters that are safe in a URL', () => {
  expect(encodeBase64url(Uint8Array.of(0xfb, 0xff))).toBe('-_8')
})

test('a text that is read at all is the one text of its bytes', () => {
  const characters = [...'AB27aq-_=1 /+é']
  const texts = fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 })
  fc.assert(
    fc.property(texts, (text) => {
      const fromBase32 = decodeBase32(text)
      const fromBase64url = decodeBase64url(text)
      if (fromBase32) expect(encodeBase32(fromBase32)).toBe(text.toUpperCase())
      if (fromBase64url) expect(encodeBase64url(fromBase64url)).toBe(text)
    }),
    { numRuns: 2000 },
  )
})

test.each(['M', 'MZX', 'MZXW6Y', 'MZ', 'MY======', 'M1', 'M Y', 'MŸ'])('%j is not base32', (text) => {
  expect(decodeBase32(text)).toBeUndefined()
})

test.each(['Z', 'Zh', 'Zg==', 'Z/', 'Z+', 'Zg\n'])('%j is not base64url', (text) => {
  expect(decodeBase64url(text)).toBeUndefined()
})

test('base64url of another length than asked for is refused', () => {
  expect(decodeBase64url('Zm9v', 3)).toEqual(encodeUtf8('foo'))
  expect(decodeBase64url('Zm9v', 4)).toBeUndefined()
  expect(decodeBase64url('Zm8', 3)).toBeUndefined()
})
