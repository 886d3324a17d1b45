import { buildRequest } from '@motp/tests/support/radius-packet'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitPackets } from './packet-stream.ts'

async function split(stream: Uint8Array, cuts: readonly number[]): Promise<Buffer[]> {
  const edges = [0, ...cuts.map((cut) => cut % (stream.length + 1)).toSorted((a, b) => a - b), stream.length]
  async function* chunks() {
    for (const [index, edge] of edges.slice(1).entries()) yield stream.subarray(edges[index], edge)
  }
  const packets: Buffer[] = []
  for await (const packet of splitPackets(chunks())) packets.push(Buffer.from(packet))
  return packets
}

test('packets come out whole, however the stream was cut', async () => {
  const packets = ['a', 'bb', 'c'.repeat(100)].map((account) => buildRequest({ secret: 's', account, password: 'p' }))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 30 }), async (cuts) => {
      expect(await split(Buffer.concat(packets), cuts)).toEqual(packets)
    }),
  )
})

test('a packet that was cut off does not come out', async () => {
  expect(await split(buildRequest({ secret: 's' }).subarray(0, -1), [])).toEqual([])
})

test.each([0, 19, 4097, 65_535])('a Length of %i breaks the stream', async (length) => {
  const stream = Buffer.alloc(24)
  stream.writeUInt16BE(length, 2)
  await expect(split(stream, [2])).rejects.toThrow(RangeError)
})
