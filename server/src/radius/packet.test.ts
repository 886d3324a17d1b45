import vectors from '@motp/tests/vectors/radius-vectors.json' with { type: 'json' }
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodePacket, maxPacketLength, type PacketFields, parsePacket } from './packet.ts'

const authenticator = new Uint8Array(16).fill(9)
const encode = (fields: Partial<PacketFields>) =>
  new Uint8Array(encodePacket({ code: 1, identifier: 2, authenticator, attributes: [], ...fields }))
const withLength = (bytes: Uint8Array, length: number) =>
  Uint8Array.of(...bytes.subarray(0, 2), length >> 8, length & 255, ...bytes.subarray(4))

test.each(vectors.exchanges)('the request of $source is read and written back', ({ request, account }) => {
  const packet = parsePacket(Buffer.from(request, 'hex'))
  expect(packet?.attributes[0]).toEqual({ type: 1, value: Buffer.from(account) })
  expect(packet && Buffer.from(encodePacket(packet)).toString('hex')).toBe(request)
})

test('what is written is read back', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  const attribute = fc.record({ type: byte, value: fc.uint8Array({ maxLength: 253 }) })
  const fields = fc.record({
    code: byte,
    identifier: byte,
    authenticator: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    attributes: fc.array(attribute, { maxLength: 15 }),
  })
  fc.assert(
    fc.property(fields, (written) => {
      const { bytes, ...read } = parsePacket(encode(written)) ?? { bytes: undefined }
      expect(bytes).toEqual(encode(written))
      expect(read).toEqual(written)
    }),
  )
})

test('bytes beyond the Length are padding', () => {
  const bytes = encode({ attributes: [{ type: 1, value: Uint8Array.of(65) }] })
  const padded = parsePacket(Uint8Array.of(...bytes, 1, 2, 3))
  expect(padded?.bytes).toEqual(bytes)
  expect(padded?.attributes).toEqual([{ type: 1, value: Uint8Array.of(65) }])
})

describe('no packet is', () => {
  const valid = encode({ attributes: [{ type: 1, value: Uint8Array.of(65, 66) }] })
  const withAttribute = (...attribute: number[]) => withLength(Uint8Array.of(...encode({}), ...attribute), 20 + attribute.length)
  test.each([
    ['nothing', new Uint8Array(0)],
    ['a header that is cut', encode({}).subarray(0, 19)],
    ['a Length below the header', withLength(valid, 19)],
    ['a Length beyond the datagram', withLength(valid, 25)],
    ['a Length over 4096', withLength(new Uint8Array(5000), 4097)],
    ['an attribute of length 0', withAttribute(1, 0)],
    ['an attribute of length 1', withAttribute(1, 1, 2)],
    ['an attribute that is longer than the packet', withAttribute(1, 5, 65, 66)],
    ['an attribute without a length', withAttribute(1, 3, 65, 1)],
  ])('%s', (_, bytes) => expect(parsePacket(bytes)).toBeUndefined())
})

test('a packet of 4096 bytes is read', () => {
  const attributes = [
    ...Array.from({ length: 15 }, () => ({ type: 26, value: new Uint8Array(253) })),
    { type: 26, value: new Uint8Array(249) },
  ]
  expect(parsePacket(encode({ attributes }))?.bytes).toHaveLength(maxPacketLength)
})

test('what does not fit is not written', () => {
  expect(() => encode({ authenticator: new Uint8Array(15) })).toThrow(RangeError)
  expect(() => encode({ attributes: [{ type: 1, value: new Uint8Array(254) }] })).toThrow(RangeError)
  expect(() => encode({ attributes: Array.from({ length: 17 }, () => ({ type: 26, value: new Uint8Array(253) })) })).toThrow(RangeError)
})
