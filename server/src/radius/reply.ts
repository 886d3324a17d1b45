// Writes a reply: Message-Authenticator first, then its own attributes, then the proxies' states as they came; authenticated twice.
import { attributeType } from './attributes.ts'
import { computeMessageAuthenticator, messageAuthenticatorLength } from './message-authenticator.ts'
import { type Attribute, encodedLength, encodePacket, headerLength, maxPacketLength, type Packet } from './packet.ts'
import { computeResponseAuthenticator } from './response-authenticator.ts'

export type Reply = { code: number; attributes: readonly Attribute[] }

const placeholder: Attribute = { type: attributeType.messageAuthenticator, value: new Uint8Array(messageAuthenticatorLength) }
const authenticatorOffset = 4
const messageAuthenticatorOffset = headerLength + 2

/** Undefined when it does not fit into 4096 bytes: the proxies filled the request with their states. */
export function encodeReply(request: Packet, { code, attributes }: Reply, secret: Uint8Array): Uint8Array | undefined {
  // RFC 2865 5.33: every Proxy-State is copied, unmodified and in order.
  const proxyStates = request.attributes.filter(({ type }) => type === attributeType.proxyState)
  const all = [placeholder, ...attributes, ...proxyStates]
  if (encodedLength(all) > maxPacketLength) return undefined
  const { identifier, authenticator } = request
  const reply = encodePacket({ code, identifier, authenticator, attributes: all })
  reply.set(computeMessageAuthenticator(reply, messageAuthenticatorOffset, secret), messageAuthenticatorOffset)
  reply.set(computeResponseAuthenticator(reply, secret), authenticatorOffset)
  return reply
}
