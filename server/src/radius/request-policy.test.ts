import { encodeUtf8 } from '@motp/shared/encoding/bytes'
import { buildRequest, type TestAttribute, type TestRequest } from '@motp/tests/support/radius-packet'
import vectors from '@motp/tests/vectors/radius-vectors.json' with { type: 'json' }
import { describe, expect, test } from 'vitest'
import { parsePacket } from './packet.ts'
import { decideRequest, type RequestTerms } from './request-policy.ts'

const secret = vectors.secret

function decide(request: Partial<TestRequest> | Buffer, unsigned: RequestTerms['unsigned'] = 'refused') {
  const packet = parsePacket(request instanceof Buffer ? request : buildRequest({ secret, password: '123456', ...request }))
  if (!packet) throw new Error('no packet')
  return decideRequest(packet, { secret: encodeUtf8(secret), unsigned })
}

const drop = (reason: string) => ({ act: 'drop', reason })
const reject = (reason: string) => ({ act: 'reject', reason })
const proxyState: TestAttribute = [33, 'proxy']
const eapMessage: TestAttribute = [79, Uint8Array.of(2, 1, 0, 5, 1)]

describe('who is heard', () => {
  test('a signed request is judged', () => {
    expect(decide({ account: '王小明', password: 'pässwörd', attributes: [[24, 'state-1'], [31, '00-11-22'], proxyState] })).toEqual({
      act: 'authenticate',
      credentials: { account: '王小明', secret: 'pässwörd', state: 'state-1', callingStation: '00-11-22' },
      isSigned: true,
    })
  })

  test.each([
    ['refused', {}, 'drop'],
    ['refused', { attributes: [proxyState] }, 'drop'],
    ['taken-unless-proxied', {}, 'authenticate'],
    ['taken-unless-proxied', { attributes: [proxyState] }, 'drop'],
    ['taken-unless-proxied', { attributes: [eapMessage] }, 'drop'],
    ['taken', { attributes: [proxyState] }, 'authenticate'],
    ['taken', { attributes: [eapMessage] }, 'drop'],
    ['taken', { code: 12 }, 'drop'],
  ] as const)('terms "%s", unsigned, %j: %s', (unsigned, request, act) => {
    const decision = decide({ ...request, isSigned: false }, unsigned)
    expect(decision.act).toBe(act)
    if (decision.act === 'drop') expect(decision.reason).toBe('no-message-authenticator')
    if (decision.act === 'authenticate') expect(decision.isSigned).toBe(false)
  })

  test.each(['refused', 'taken-unless-proxied', 'taken'] as const)('terms "%s": a wrong signature is never heard', (unsigned) => {
    expect(decide(buildRequest({ secret: 'another', password: '123456' }), unsigned)).toEqual(drop('wrong-message-authenticator'))
    expect(decide(buildRequest({ secret: 'another', code: 12 }), unsigned)).toEqual(drop('wrong-message-authenticator'))
  })

  test.each([2, 3, 4, 5, 11, 13, 40, 43, 0, 255])('code %i is dropped', (code) => {
    expect(decide({ code })).toEqual(drop('unexpected-code'))
  })

  test('the Status-Server of RFC 5997 6.1 is answered', () => {
    expect(decide(Buffer.from(vectors.statusServer.request, 'hex'))).toEqual({ act: 'say-alive' })
  })
})

describe('what is judged', () => {
  test('the example of RFC 2865 7.1, from a device that signs nothing', () => {
    expect(decide(Buffer.from(vectors.exchanges[0]?.request ?? '', 'hex'), 'taken-unless-proxied')).toEqual({
      act: 'authenticate',
      credentials: { account: 'nemo', secret: 'arctangent', state: undefined, callingStation: null },
      isSigned: false,
    })
  })

  test('CHAP, the example of RFC 2865 7.2, is rejected', () => {
    expect(decide(Buffer.from(vectors.exchanges[1]?.request ?? '', 'hex'), 'taken-unless-proxied')).toEqual(reject('no-password'))
  })

  test('EAP is rejected', () => expect(decide({ attributes: [eapMessage] })).toEqual(reject('eap')))

  test('a password of 128 bytes is taken, one of 129 is not', () => {
    expect(decide({ password: 'p'.repeat(128) })).toMatchObject({ act: 'authenticate', credentials: { secret: 'p'.repeat(128) } })
    expect(decide({ password: 'p'.repeat(129) })).toEqual(reject('unreadable'))
  })

  test('a Calling-Station-Id that is no text is left out', () => {
    expect(decide({ attributes: [[31, Uint8Array.of(0xff)]] })).toMatchObject({
      act: 'authenticate',
      credentials: { callingStation: null },
    })
  })

  test.each<[string, Partial<TestRequest>]>([
    ['a second name', { attributes: [[1, 'admin01']] }],
    ['a second password', { attributes: [[2, new Uint8Array(16)]] }],
    [
      'two States',
      {
        attributes: [
          [24, 'a'],
          [24, 'b'],
        ],
      },
    ],
    ['an empty name', { account: '' }],
    ['an empty password', { password: '' }],
    ['a password of NULs', { password: '\0\0\0' }],
    ['a NUL in the name', { account: 'admin01\0x' }],
    ['a NUL in the password', { password: 'right\0wrong' }],
    ['a name that is no UTF-8', { account: Uint8Array.of(0xc0, 0xaf) }],
    ['a password that is no UTF-8', { password: Uint8Array.of(0xc0, 0xaf) }],
    ['a State that is no UTF-8', { attributes: [[24, Uint8Array.of(0xff, 0xfe)]] }],
  ])('%s is rejected', (_, request) => expect(decide(request)).toEqual(reject('unreadable')))

  test('a request without a name is rejected', () => {
    // The password hidden under a fixed authenticator, the name left out.
    const whole = buildRequest({ secret, account: 'x', password: '123456', isSigned: false })
    const nameless = Buffer.concat([whole.subarray(0, 20), whole.subarray(23)])
    nameless.writeUInt16BE(nameless.length, 2)
    expect(decide(nameless, 'taken')).toEqual(reject('unreadable'))
  })
})
