// The RADIUS packet (RFC 2865 3): header and type-length-value attributes. Reads strictly, writes only what fits.

export const packetCode = { accessRequest: 1, accessAccept: 2, accessReject: 3, accessChallenge: 11, statusServer: 12 } as const

export type Attribute = { type: number; value: Uint8Array }

export type PacketFields = {
  code: number
  identifier: number
  /** Of a request: the Request Authenticator, 16 bytes. */
  authenticator: Uint8Array
  attributes: readonly Attribute[]
}

/** `bytes`: the packet as it came, without padding; the fields are views of it. */
export type Packet = PacketFields & { bytes: Uint8Array }

export const headerLength = 20
export const maxPacketLength = 4096
export const maxAttributeLength = 253
const attributeHeaderLength = 2

/** Undefined for what is no RADIUS packet. */
export function parsePacket(datagram: Uint8Array): Packet | undefined {
  const [code, identifier] = datagram
  if (code === undefined || identifier === undefined || datagram.length < headerLength) return undefined
  const length = readLength(datagram)
  if (length < headerLength || length > maxPacketLength || length > datagram.length) return undefined
  // RFC 2865 3: bytes beyond the Length are padding, to be ignored.
  const bytes = datagram.subarray(0, length)
  const attributes = parseAttributes(bytes)
  return attributes && { code, identifier, authenticator: bytes.subarray(4, headerLength), attributes, bytes }
}

/** The Length field; the caller has made sure that four bytes are there. */
export function readLength(bytes: Uint8Array): number {
  return ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)
}

/** Undefined when a length leads below its own header or out of the packet: the attributes have to fill it exactly. */
function parseAttributes(bytes: Uint8Array): Attribute[] | undefined {
  const attributes: Attribute[] = []
  let offset = headerLength
  while (offset < bytes.length) {
    const [type, length] = bytes.subarray(offset, offset + attributeHeaderLength)
    if (type === undefined || length === undefined || length < attributeHeaderLength || offset + length > bytes.length) return undefined
    attributes.push({ type, value: bytes.subarray(offset + attributeHeaderLength, offset + length) })
    offset += length
  }
  return attributes
}

/** How many bytes `encodePacket` would write. */
export function encodedLength(attributes: readonly Attribute[]): number {
  return attributes.reduce((length, { value }) => length + attributeHeaderLength + value.length, headerLength)
}

/** Throws RangeError when a value or the whole does not fit. */
export function encodePacket({ code, identifier, authenticator, attributes }: PacketFields): Buffer {
  const length = encodedLength(attributes)
  if (authenticator.length !== headerLength - 4) throw new RangeError(`an authenticator of ${authenticator.length} bytes`)
  if (length > maxPacketLength) throw new RangeError(`a packet of ${length} bytes`)
  // From the pool, and every byte is written below: thousands of replies are kept for retransmissions, and an own allocation for each
  // takes the garbage collector as long as all the rest takes together.
  const bytes = Buffer.allocUnsafe(length)
  bytes.set([code, identifier, length >> 8, length & 255])
  bytes.set(authenticator, 4)
  let offset = headerLength
  for (const { type, value } of attributes) {
    if (value.length > maxAttributeLength) throw new RangeError(`an attribute of ${value.length} bytes`)
    bytes.set([type, attributeHeaderLength + value.length], offset)
    bytes.set(value, offset + attributeHeaderLength)
    offset += attributeHeaderLength + value.length
  }
  return bytes
}
