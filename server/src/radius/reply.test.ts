import { createHmac } from 'node:crypto'
import { encodeUtf8 } from '@motp/shared/encoding/bytes'
import { buildRequest, readReply } from '@motp/tests/support/radius-packet'
import vectors from '@motp/tests/vectors/radius-vectors.json' with { type: 'json' }
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeMessageAuthenticator } from './message-authenticator.ts'
import { type Packet, parsePacket } from './packet.ts'
import { encodeReply } from './reply.ts'
import { computeResponseAuthenticator } from './response-authenticator.ts'

const secret = encodeUtf8(vectors.secret)
const parse = (bytes: Uint8Array): Packet => {
  const packet = parsePacket(bytes)
  if (!packet) throw new Error('no packet')
  return packet
}

describe('Response Authenticator', () => {
  test.each([...vectors.exchanges, vectors.statusServer])('of $source', ({ request, reply }) => {
    const bytes = Buffer.from(reply, 'hex')
    const unanswered = Buffer.concat([bytes.subarray(0, 4), Buffer.from(request, 'hex').subarray(4, 20), bytes.subarray(20)])
    expect(computeResponseAuthenticator(unanswered, secret)).toEqual(bytes.subarray(4, 20))
  })
})

describe('Message-Authenticator of a request', () => {
  const statusServer = Buffer.from(vectors.statusServer.request, 'hex')

  test('is right in RFC 5997 6.1', () => expect(judgeMessageAuthenticator(parse(statusServer), secret)).toBe('proven'))

  test('is wrong under another secret', () => {
    expect(judgeMessageAuthenticator(parse(statusServer), encodeUtf8('xyzzy5462'))).toBe('wrong')
  })

  test('is right wherever it stands, also in a packet that is part of a larger buffer', () => {
    const request = buildRequest({ secret: vectors.secret, password: 'x', attributes: [[33, 'proxy']] })
    const shifted = Buffer.concat([Buffer.alloc(3), request, Buffer.alloc(9)]).subarray(3)
    expect(judgeMessageAuthenticator(parse(shifted), secret)).toBe('proven')
  })

  test('is wrong when any one bit of the packet is changed', () => {
    const request = buildRequest({ secret: vectors.secret, password: 'arctangent', attributes: [[31, 'station']] })
    for (let bit = 0; bit < request.length * 8; bit += 1) {
      const changed = Buffer.from(request)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const packet = parsePacket(changed)
      expect(packet && judgeMessageAuthenticator(packet, secret)).not.toBe('proven')
    }
  })

  test('is absent when it is absent', () => {
    expect(judgeMessageAuthenticator(parse(buildRequest({ secret: vectors.secret, isSigned: false })), secret)).toBe('absent')
  })

  test('is wrong when it is too short', () => {
    const request = buildRequest({ secret: vectors.secret, attributes: [[80, Buffer.alloc(15)]], isSigned: false })
    expect(judgeMessageAuthenticator(parse(request), secret)).toBe('wrong')
  })

  test('is wrong when there are two, though the first be right', () => {
    const attributes = [0, 1].map(() => [80, Buffer.alloc(16)] as const)
    const request = buildRequest({ secret: vectors.secret, attributes, isSigned: false })
    createHmac('md5', vectors.secret)
      .update(request)
      .digest()
      .copy(request, request.length - 34)
    expect(judgeMessageAuthenticator(parse(request), secret)).toBe('wrong')
  })
})

describe('a reply', () => {
  const proxyState = fc.uint8Array({ minLength: 1, maxLength: 60 })

  test('satisfies an independent reader: Message-Authenticator first, proxies’ states last, in order', () => {
    fc.assert(
      fc.property(fc.array(proxyState, { maxLength: 5 }), fc.constantFrom(2, 3, 11), (states, code) => {
        const request = buildRequest({ secret: vectors.secret, password: 'x', attributes: states.map((state) => [33, state]) })
        const reply = encodeReply(parse(request), { code, attributes: [{ type: 18, value: encodeUtf8('hello') }] }, secret)
        const read = readReply(reply ?? new Uint8Array(20), request, vectors.secret)
        expect(read.code).toBe(code)
        expect(read.attributes.map(({ type }) => type)).toEqual([80, 18, ...states.map(() => 33)])
        expect(read.attributes.slice(2).map(({ value }) => new Uint8Array(value))).toEqual(states)
      }),
    )
  })

  test('that would not fit is not made', () => {
    const states = Array.from({ length: 15 }, () => [33, Buffer.alloc(253)] as const)
    const request = buildRequest({ secret: vectors.secret, account: 'a'.repeat(181), password: 'x', attributes: states })
    expect(request.length).toBeLessThanOrEqual(4096)
    const attributes = [{ type: 18, value: new Uint8Array(253) }]
    expect(encodeReply(parse(request), { code: 3, attributes }, secret)).toBeUndefined()
    expect(encodeReply(parse(request), { code: 3, attributes: [] }, secret)).toBeDefined()
  })
})
