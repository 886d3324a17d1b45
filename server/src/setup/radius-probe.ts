// Sends a Status-Server (RFC 5997) to the own RADIUS port, as a device would, and judges what comes back: only who knows the secret that was
// made for this test can answer so.
import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import { plainAddress } from '../addresses/address.ts'
import { computeMessageAuthenticator, messageAuthenticatorLength } from '../radius/message-authenticator.ts'
import { type Attribute, encodePacket, headerLength, type PacketFields, packetCode, parsePacket } from '../radius/packet.ts'

/** `refused`: nobody is at the port. `foreign`: somebody answers who does not know the secret. */
export type ProbeOutcome = 'answered' | 'foreign' | 'refused' | 'silent'

export type RadiusProbe = {
  host: string
  port: number
  /** Of the client that this machine's own address is taken for. */
  findSecret(ownAddress: string): Promise<Uint8Array>
}

const messageAuthenticatorType = 80
const tries = 2
const waitMs = 1000

export async function probeRadius({ host, port, findSecret }: RadiusProbe): Promise<{ outcome: ProbeOutcome; tookMs: number }> {
  const target = ownHost(host)
  const socket = createSocket(isIPv6(target) ? 'udp6' : 'udp4')
  const began = performance.now()
  try {
    socket.connect(port, target)
    await once(socket, 'connect')
    const secret = await findSecret(plainAddress(socket.address().address))
    let outcome: ProbeOutcome = 'silent'
    for (let number = 0; number < tries && outcome === 'silent'; number++) outcome = await ask(socket, secret)
    return { outcome, tookMs: Math.round(performance.now() - began) }
  } finally {
    socket.close()
  }
}

/** Where a server that listens everywhere is met. */
export function ownHost(host: string): string {
  return host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
}

async function ask(socket: Socket, secret: Uint8Array): Promise<ProbeOutcome> {
  const request = {
    code: packetCode.statusServer,
    identifier: randomInt(256),
    authenticator: new Uint8Array(randomBytes(16)),
    attributes: [],
  }
  const deadline = AbortSignal.timeout(waitMs)
  try {
    const answer = once(socket, 'message', { signal: deadline })
    // Its own fault is told below.
    answer.catch(() => undefined)
    socket.send(encodeSigned(request, secret))
    const [reply] = (await answer) as [Uint8Array]
    return isReplyTo(request, reply, secret) ? 'answered' : 'foreign'
  } catch (error) {
    if (deadline.aborted) return 'silent'
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return 'refused'
    throw error
  }
}

/** With Message-Authenticator before all other attributes. */
export function encodeSigned(fields: PacketFields, secret: Uint8Array): Buffer {
  const placeholder: Attribute = { type: messageAuthenticatorType, value: new Uint8Array(messageAuthenticatorLength) }
  const bytes = encodePacket({ ...fields, attributes: [placeholder, ...fields.attributes] })
  const offset = headerLength + 2
  bytes.set(computeMessageAuthenticator(bytes, offset, secret), offset)
  return bytes
}

/** RFC 3579 3.2: in a reply it is computed over the Request Authenticator. */
function isReplyTo(request: PacketFields, datagram: Uint8Array, secret: Uint8Array): boolean {
  const reply = parsePacket(datagram)
  const value = reply?.attributes.find(({ type }) => type === messageAuthenticatorType)?.value
  if (!reply || reply.code !== packetCode.accessAccept || reply.identifier !== request.identifier) return false
  if (value?.length !== messageAuthenticatorLength) return false
  const bytes = Uint8Array.from(reply.bytes)
  bytes.set(request.authenticator, 4)
  return timingSafeEqual(value, computeMessageAuthenticator(bytes, value.byteOffset - reply.bytes.byteOffset, secret))
}
