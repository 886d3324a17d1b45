// The load over RADIUS, as a process of its own: signed PAP requests from one UDP socket, many in flight, told apart by their Identifier.
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { attributeType } from '@motp/server/radius/attributes'
import { computeMessageAuthenticator, messageAuthenticatorLength } from '@motp/server/radius/message-authenticator'
import { encodePacket, packetCode } from '@motp/server/radius/packet'
import { hidePassword } from '@motp/server/radius/user-password'
import { encodeUtf8 } from '@motp/shared/encoding/bytes'
import { type Credential, type Generator, type Lane, type Load, serveParent } from './load-line.ts'

const codes = { accepted: packetCode.accessAccept, refused: packetCode.accessReject }
const longestSilenceMs = 5_000

serveParent(async ({ ports: [port = 0], lanes, key, expects }: Load): Promise<Generator> => {
  const secret = encodeUtf8(key)
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 })
  socket.connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const waiting = new Array<((surprise?: string) => void) | undefined>(256).fill(undefined)
  let heardAt = 0
  socket.on('message', (reply) => {
    heardAt = performance.now()
    const done = waiting[reply[1] ?? 0]
    waiting[reply[1] ?? 0] = undefined
    done?.(reply[0] === codes[expects] ? undefined : `a reply of code ${reply[0]}`)
  })
  setInterval(() => {
    if (waiting.some(Boolean) && performance.now() - heardAt > longestSilenceMs) throw new Error('requests are left without an answer')
  }, longestSilenceMs).unref()
  const lane: Lane = {
    ask(message, done) {
      const identifier = message[1] ?? 0
      waiting[identifier] = done
      socket.send(message)
    },
  }
  return {
    lanes: Array.from({ length: lanes }, () => lane),
    format: (credential, index) => formatRequest(credential, index % lanes, secret),
  }
})

function formatRequest({ user, code }: Credential, identifier: number, secret: Uint8Array): Buffer {
  const authenticator = randomBytes(16)
  const attributes = [
    { type: attributeType.messageAuthenticator, value: new Uint8Array(messageAuthenticatorLength) },
    { type: attributeType.userName, value: encodeUtf8(user) },
    { type: attributeType.userPassword, value: hidePassword(encodeUtf8(code), { secret, authenticator }) },
  ]
  const packet = encodePacket({ code: packetCode.accessRequest, identifier, authenticator, attributes })
  const valueOffset = 22
  packet.set(computeMessageAuthenticator(packet, valueOffset, secret), valueOffset)
  return packet
}
