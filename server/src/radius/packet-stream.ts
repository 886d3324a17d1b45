// Cuts a stream of bytes into RADIUS packets by their Length field (RFC 6613 2.1).
import { concatBytes } from '@motp/shared/encoding/bytes'
import { headerLength, maxPacketLength, readLength } from './packet.ts'

/** Ends with the stream; throws RangeError on a length that no packet has, after which nothing in the stream can be found again. */
export async function* splitPackets(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0)
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : concatBytes(rest, chunk)
    while (rest.length >= 4) {
      const length = readLength(rest)
      if (length < headerLength || length > maxPacketLength) throw new RangeError(`a packet of ${length} bytes`)
      if (rest.length < length) break
      yield rest.subarray(0, length)
      rest = rest.subarray(length)
    }
  }
}
