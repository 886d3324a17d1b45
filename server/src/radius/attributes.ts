// The attributes that the server reads or writes (RFC 2865 5, RFC 3579 3), and how their values are read.
import { encodeUtf8 } from '@motp/shared/encoding/bytes'
import type { Attribute, Packet } from './packet.ts'

export const attributeType = {
  userName: 1,
  userPassword: 2,
  replyMessage: 18,
  state: 24,
  callingStationId: 31,
  proxyState: 33,
  eapMessage: 79,
  messageAuthenticator: 80,
} as const

type AttributeType = (typeof attributeType)[keyof typeof attributeType]

export function findValues(packet: Packet, type: AttributeType): Uint8Array[] {
  return packet.attributes.filter((attribute) => attribute.type === type).map(({ value }) => value)
}

export function hasAttribute(packet: Packet, type: AttributeType): boolean {
  return packet.attributes.some((attribute) => attribute.type === type)
}

export function textAttribute(type: AttributeType, text: string): Attribute {
  return { type, value: encodeUtf8(text) }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Undefined for what is no UTF-8, is empty, or holds control characters: it could be read differently further on (a NUL ends a name in C). */
export function readText(value: Uint8Array): string | undefined {
  try {
    const text = strictUtf8.decode(value)
    return text === '' || /\p{Cc}/u.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
