import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guidToText, textToGuid } from './directory-id.ts'

test('an objectGUID is written as Windows writes it', () => {
  // MS-DTYP 2.3.4.2: the first three fields are little-endian.
  expect(guidToText(Buffer.from('33221100554477668899aabbccddeeff', 'hex'))).toBe('00112233-4455-6677-8899-aabbccddeeff')
})

test('text and bytes give each other back', () => {
  fc.assert(fc.property(fc.uuid(), (text) => guidToText(textToGuid(text) ?? new Uint8Array()) === text))
})

test('what is no GUID has no text and no bytes', () => {
  expect(guidToText(new Uint8Array(15))).toBeUndefined()
  for (const text of ['', '*', '00112233-4455-6677-8899-aabbccddeef', '00112233-4455-6677-8899-AABBCCDDEEFF'])
    expect(textToGuid(text)).toBeUndefined()
})
