// RADIUS packets for tests, written and checked by RFC 2865 and 3579 on node:crypto alone: shares no code with the server's own codec.
import { createHash, createHmac, randomBytes } from 'node:crypto'

export type TestAttribute = readonly [type: number, value: Uint8Array | string]

export type TestRequest = {
  secret: string
  code?: number
  identifier?: number
  authenticator?: Uint8Array
  account?: string | Uint8Array
  /** Hidden as User-Password. */
  password?: string | Uint8Array
  /** After name and password. */
  attributes?: readonly TestAttribute[]
  /** Message-Authenticator at the end; true unless told otherwise. */
  isSigned?: boolean
}

const messageAuthenticator = 80

export function buildRequest(request: TestRequest): Buffer {
  const { secret, code = 1, identifier = 7, authenticator = randomBytes(16), account = 'TW01002547', password, isSigned = true } = request
  const attributes: TestAttribute[] = [
    ...(code === 1 ? [[1, account] as const] : []),
    ...(password === undefined ? [] : [[2, hide(Buffer.from(password), authenticator, secret)] as const]),
    ...(request.attributes ?? []),
    ...(isSigned ? [[messageAuthenticator, Buffer.alloc(16)] as const] : []),
  ]
  const body = Buffer.concat(attributes.map(([type, value]) => encodeAttribute(type, Buffer.from(value))))
  const packet = Buffer.concat([Buffer.from([code, identifier, 0, 0]), authenticator, body])
  packet.writeUInt16BE(packet.length, 2)
  if (isSigned)
    createHmac('md5', secret)
      .update(packet)
      .digest()
      .copy(packet, packet.length - 16)
  return packet
}

function encodeAttribute(type: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type, value.length + 2]), value])
}

function hide(password: Buffer, authenticator: Uint8Array, secret: string): Buffer {
  const plain = Buffer.concat([password, Buffer.alloc((16 - (password.length % 16 || 16)) % 16)])
  const blocks: Buffer[] = []
  for (let offset = 0; offset < plain.length; offset += 16) {
    const mask = createHash('md5')
      .update(secret)
      .update(blocks.at(-1) ?? authenticator)
      .digest()
    blocks.push(Buffer.from(plain.subarray(offset, offset + 16).map((byte, index) => byte ^ (mask[index] ?? 0))))
  }
  return Buffer.concat(blocks)
}

export type ReadReply = { code: number; identifier: number; attributes: { type: number; value: Buffer }[] }

/** Reads a reply and checks what a device checks; throws when identifier, length or either authenticator is wrong. */
export function readReply(reply: Uint8Array, request: Uint8Array, secret: string): ReadReply {
  const bytes = Buffer.from(reply)
  if (bytes.readUInt16BE(2) !== bytes.length) throw new Error('the Length of the reply is wrong')
  if (bytes[1] !== request[1]) throw new Error('the reply has another identifier')
  const unanswered = Buffer.concat([bytes.subarray(0, 4), request.subarray(4, 20), bytes.subarray(20)])
  if (!createHash('md5').update(unanswered).update(secret).digest().equals(bytes.subarray(4, 20)))
    throw new Error('the Response Authenticator of the reply is wrong')
  if (bytes[20] !== messageAuthenticator || bytes[21] !== 18) throw new Error('the reply does not begin with Message-Authenticator')
  unanswered.fill(0, 22, 38)
  if (!createHmac('md5', secret).update(unanswered).digest().equals(bytes.subarray(22, 38)))
    throw new Error('the Message-Authenticator of the reply is wrong')
  const attributes: ReadReply['attributes'] = []
  for (let offset = 20; offset < bytes.length; offset += bytes.readUInt8(offset + 1))
    attributes.push({ type: bytes.readUInt8(offset), value: bytes.subarray(offset + 2, offset + bytes.readUInt8(offset + 1)) })
  return { code: bytes.readUInt8(0), identifier: bytes.readUInt8(1), attributes }
}

/** Whether the one Message-Authenticator of a request is right; false when there is none or more than one. */
export function isSignedRequest(request: Uint8Array, secret: string): boolean {
  const zeroed = Buffer.from(request)
  const offsets: number[] = []
  for (let offset = 20; offset < zeroed.length; offset += Math.max(2, zeroed[offset + 1] ?? 2))
    if (zeroed[offset] === messageAuthenticator && zeroed[offset + 1] === 18) offsets.push(offset)
  const [only, ...others] = offsets
  if (only === undefined || others.length > 0) return false
  zeroed.fill(0, only + 2, only + 18)
  return createHmac('md5', secret)
    .update(zeroed)
    .digest()
    .equals(request.subarray(only + 2, only + 18))
}
