import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes, encodeUint16be, encodeUint32be, encodeUint64be, encodeUtf8, equalBytes, fromHex, toHex } from './bytes.ts'

test('hex is read back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes)
    }),
  )
  expect(fromHex('00FFa0')).toEqual(Uint8Array.of(0, 255, 160))
})

test.each(['0', '0g', ' 00', '0x00'])('%j is not hex', (text) => {
  expect(() => fromHex(text)).toThrow(RangeError)
})

test('byte strings are equal when every byte is', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, flip) => {
      const other = bytes.map((byte, index) => (index === at % bytes.length ? byte ^ flip : byte))
      expect(equalBytes(bytes, bytes.slice())).toBe(true)
      expect(equalBytes(bytes, other)).toBe(false)
      expect(equalBytes(bytes, bytes.slice(1))).toBe(false)
    }),
  )
})

test('a byte string does not equal its beginning, even when only zeros are missing', () => {
  expect(equalBytes(Uint8Array.of(1, 0), Uint8Array.of(1))).toBe(false)
  expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false)
})

test('parts are joined in order, into a buffer of their own', () => {
  const part = Uint8Array.of(1, 2)
  const joined = concatBytes(part, new Uint8Array(0), Uint8Array.of(3))
  part[0] = 9
  expect(joined).toEqual(Uint8Array.of(1, 2, 3))
})

test('text is UTF-8', () => {
  expect(toHex(encodeUtf8('碼'))).toBe('e7a2bc')
})

test('integers are big-endian and of fixed width', () => {
  expect(toHex(encodeUint16be(0x0102))).toBe('0102')
  expect(toHex(encodeUint32be(0xfffefdfc))).toBe('fffefdfc')
  expect(toHex(encodeUint64be(1_800_000_300))).toBe('000000006b49d32c')
  expect(toHex(encodeUint64be(Number.MAX_SAFE_INTEGER))).toBe('001fffffffffffff')
})

test.each([-1, 0.5, 2 ** 16, Number.NaN])('%d does not fit two bytes and is refused, not cut', (value) => {
  expect(() => encodeUint16be(value)).toThrow(RangeError)
})

test('numbers that a double cannot hold exactly are refused', () => {
  expect(() => encodeUint64be(2 ** 53)).toThrow(RangeError)
})
