// The real server on real sockets, asked by Debian's radclient and, where the bytes matter, by a bare socket.
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { encodeUtf8 } from '@motp/shared/encoding/bytes'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { type RadclientRequest, runRadclient } from '@motp/tests/support/radclient'
import { buildRequest, readReply } from '@motp/tests/support/radius-packet'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAddressFinder } from '../addresses/address-range.ts'
import type { RadiusClient } from './radius-client.ts'
import { type RunningServer, startRadiusServer } from './radius-server.ts'
import { createRadiusService, type RadiusDeps, type RadiusService, type RadiusVerdict } from './radius-service.ts'

const secret = 'shared-canary-secret'
const password = 'canary-password'
const code = '428917'
const state = 'canary-state'

type Asked = Parameters<RadiusDeps['authenticate']>[0]

/** What a test changes: the client, and how the rest of the server behaves. */
type Setting = { client?: Partial<RadiusClient>; verdict?: (asked: Asked) => Promise<RadiusVerdict>; isReady?: () => Promise<boolean> }

const accepted: RadiusVerdict = { outcome: 'accepted' }
const refused: RadiusVerdict = { outcome: 'refused' }

/** The password first, then the code with the State of the challenge. */
async function judge({ client, secret: typed, state: shown }: Asked): Promise<RadiusVerdict> {
  if (client.mode !== 'challenge') return typed === code ? accepted : refused
  if (shown === undefined) return typed === password ? { outcome: 'challenge', state } : refused
  return shown === state && typed === code ? accepted : refused
}

const ports = createTestPorts(createFakeClock())
const asked: Asked[] = []
const silences: string[] = []
let setting: Setting = {}
let server: RunningServer

beforeEach(async () => {
  asked.length = 0
  silences.length = 0
  setting = {}
  const find = (address: string) => {
    const own = { secret: encodeUtf8(secret), requiresMessageAuthenticator: true, mode: 'code', language: 'en' } as const
    const owner: RadiusClient = { id: 'c1', name: 'vpn', addresses: ['127.0.0.0/8'], ...own, ...setting.client }
    return createAddressFinder([{ owner, addresses: owner.addresses }])(address)
  }
  const service = createRadiusService({
    findClient: async (address) => find(address),
    authenticate: async (request) => {
      asked.push(request)
      return (setting.verdict ?? judge)(request)
    },
    isReady: async () => (await setting.isReady?.()) ?? true,
    log: ports.log,
    clock: ports.clock,
  })
  const observed: RadiusService = {
    ...service,
    async answer(arrival) {
      const answer = await service.answer(arrival)
      if ('silence' in answer) silences.push(answer.silence)
      return answer
    },
  }
  server = await startRadiusServer({ host: '127.0.0.1', port: 0, service: observed, log: ports.log })
})
afterEach(() => server.close())

const signed = 'Message-Authenticator = 0x00'
const login = (typed: string, ...more: string[]) => ['User-Name = "TW01002547"', `User-Password = "${typed}"`, ...more]
const ask = (attributes: readonly string[], more: Partial<RadclientRequest> = {}) =>
  runRadclient({ port: server.address.port, secret, attributes, timeoutSeconds: 2, ...more })
const askInVain = (attributes: readonly string[], more: Partial<RadclientRequest> = {}) => ask(attributes, { timeoutSeconds: 0.4, ...more })

describe('radclient', () => {
  test('is accepted with the right code', async () => {
    const answer = await ask(login(code, 'Calling-Station-Id = "198.51.100.9"', signed))
    expect(answer.kind, answer.output).toBe('Access-Accept')
    expect(answer.attributes).toEqual([expect.stringMatching(/^Message-Authenticator = 0x[0-9a-f]{32}$/)])
    expect(asked).toMatchObject([
      { account: 'TW01002547', secret: code, state: undefined, address: '127.0.0.1', callingStation: '198.51.100.9', client: { id: 'c1' } },
    ])
  })

  test('is rejected with a wrong code, in the language of the client', async () => {
    const english = await ask(login('000000', signed))
    expect(english.kind).toBe('Access-Reject')
    expect(english.attributes).toContain('Reply-Message = "Sign-in refused. Please try again."')
    setting.client = { language: 'zh-TW' }
    expect((await ask(login('000000', signed))).attributes).toContain('Reply-Message = "驗證失敗，請再試一次。"')
  })

  test('gets a challenge for the password, and is accepted with State and code', async () => {
    setting.client = { mode: 'challenge' }
    const challenge = await ask(login(password, signed))
    expect(challenge.kind, challenge.output).toBe('Access-Challenge')
    expect(challenge.attributes).toContain('Reply-Message = "Enter the PassCode that your phone shows now."')
    const stateLine = challenge.attributes.find((line) => line.startsWith('State = ')) ?? ''
    expect(stateLine).toBe(`State = 0x${Buffer.from(state).toString('hex')}`)
    expect((await ask(login(code, stateLine, signed))).kind).toBe('Access-Accept')
    expect((await ask(login('111111', stateLine, signed))).kind).toBe('Access-Reject')
    expect((await ask(login('wrong', signed))).kind).toBe('Access-Reject')
  })

  test('may use a long password in any script', async () => {
    const long = '密碼'.repeat(21)
    setting.verdict = async ({ secret: typed }) => (typed === long ? accepted : refused)
    expect((await ask(login(long, signed))).kind).toBe('Access-Accept')
  })

  test('gets the states of its proxies back in order', async () => {
    const states = ['Proxy-State = 0x0102', 'Proxy-State = 0xff', 'Proxy-State = 0x000003']
    const answer = await ask(login(code, signed, ...states))
    expect(answer.attributes.slice(1)).toEqual(states)
  })

  test('with another secret is not answered', async () => {
    const answer = await askInVain(login(code, signed), { secret: 'another' })
    expect(answer.kind).toBeUndefined()
    expect(answer.output).toContain('No reply')
    expect(asked).toEqual([])
  })

  test('without Message-Authenticator is not answered', async () => {
    expect((await askInVain(login(code))).kind).toBeUndefined()
    expect(silences).toEqual(['no-message-authenticator'])
    expect(asked).toEqual([])
    expect(ports.logged.join('')).toContain('no Message-Authenticator')
  })

  test('without Message-Authenticator is answered where the client may, but never through a proxy', async () => {
    setting.client = { requiresMessageAuthenticator: false }
    const answer = await ask(login(code))
    expect(answer.kind, answer.output).toBe('Access-Accept')
    expect(answer.attributes[0]).toMatch(/^Message-Authenticator/)
    expect(ports.logged.join('')).toContain('taken without Message-Authenticator')
    expect((await askInVain(login(code, 'Proxy-State = 0x01'))).kind).toBeUndefined()
    expect(asked).toHaveLength(1)
  })

  test('is told that the server lives', async () => {
    expect((await ask([signed], { kind: 'status' })).kind).toBe('Access-Accept')
    setting.isReady = async () => false
    expect((await askInVain([signed], { kind: 'status' })).kind).toBeUndefined()
    expect(asked).toEqual([])
  })

  test('is rejected with CHAP and with EAP', async () => {
    expect((await ask(['User-Name = "TW01002547"', `CHAP-Password = "${code}"`, signed])).kind).toBe('Access-Reject')
    const eap = await ask(['User-Name = "TW01002547"', 'EAP-Message = 0x0201000501', signed])
    expect(eap.kind, eap.output).toBe('Access-Reject')
    expect(eap.attributes).toHaveLength(1)
    expect(asked).toEqual([])
  })

  test('from an address of no client is not answered', async () => {
    setting.client = { addresses: ['192.0.2.0/24'] }
    expect((await askInVain(login(code, signed))).kind).toBeUndefined()
    expect(ports.logged.join('')).toContain('no client has this address')
    expect(asked).toEqual([])
  })

  test.each<[string, () => Promise<RadiusVerdict>]>([
    ['says so', async () => ({ outcome: 'unavailable' })],
    ['breaks', async () => Promise.reject(new Error('database is gone'))],
  ])('is not answered while what it needs %s, and is once it is back', async (_, verdict) => {
    setting.verdict = verdict
    expect((await askInVain(login(code, signed))).kind).toBeUndefined()
    setting = {}
    expect((await ask(login(code, signed))).kind).toBe('Access-Accept')
  })

  test('that sends again while the first is in progress gets one answer to one verification', async () => {
    setting.verdict = async () => {
      await expect.poll(() => silences, { timeout: 10_000 }).toContain('in-progress')
      return accepted
    }
    const answer = await ask(login(code, signed), { timeoutSeconds: 0.5, tries: 20 })
    expect(answer.kind, answer.output).toBe('Access-Accept')
    expect(asked).toHaveLength(1)
  })
})

describe('a device', () => {
  let device: Socket
  beforeEach(async () => {
    device = createSocket('udp4').bind(0, '127.0.0.1')
    await once(device, 'listening')
  })
  afterEach(() => device.close())

  const send = (bytes: Uint8Array) => device.send(bytes, server.address.port, '127.0.0.1')
  const receive = async (): Promise<Buffer> => (await once(device, 'message', { signal: AbortSignal.timeout(3_000) }))[0]
  const exchange = async (bytes: Uint8Array): Promise<Buffer> => {
    const reply = receive()
    send(bytes)
    return reply
  }

  test('that sends the same bytes again gets the identical answer, and the code is judged once', async () => {
    setting.verdict = async () => (asked.length === 1 ? accepted : refused)
    const request = buildRequest({ secret, password: code })
    const first = await exchange(request)
    expect(readReply(first, request, secret).code).toBe(2)
    expect(await exchange(request)).toEqual(first)
    expect(asked).toHaveLength(1)
    ports.clock.advance(30_000)
    expect(readReply(await exchange(request), request, secret).code).toBe(3)
  })

  test('that repeats identifier and authenticator for another user does not get the first one’s answer', async () => {
    setting.verdict = async ({ account }) => (account === 'alice' ? accepted : refused)
    const repeated = { secret, password: code, identifier: 1, authenticator: Buffer.alloc(16, 7) }
    const [alice, mallory] = ['alice', 'mallory'].map((account) => buildRequest({ ...repeated, account }))
    if (!alice || !mallory) throw new Error('two requests')
    expect(readReply(await exchange(alice), alice, secret).code).toBe(2)
    expect(readReply(await exchange(mallory), mallory, secret).code).toBe(3)
  })

  test('may have 200 requests in flight', async () => {
    const gate = Promise.withResolvers<void>()
    setting.verdict = async () => {
      if (asked.length === 200) gate.resolve()
      await gate.promise
      return accepted
    }
    const requests = new Map(
      Array.from({ length: 200 }, (_, identifier) => [identifier, buildRequest({ secret, password: code, identifier })]),
    )
    const answered = new Set<number>()
    const all = Promise.withResolvers<void>()
    device.on('message', (reply: Buffer) => {
      const read = readReply(reply, requests.get(reply.readUInt8(1)) ?? Buffer.alloc(20), secret)
      answered.add(read.identifier)
      if (answered.size === requests.size) all.resolve()
    })
    for (const request of requests.values()) send(request)
    await all.promise
    expect(answered.size).toBe(200)
  })

  test('whose request is being judged gets its answer from a server that is stopping', async () => {
    const started = Promise.withResolvers<void>()
    setting.verdict = async () => {
      started.resolve()
      await delay(100)
      return accepted
    }
    const request = buildRequest({ secret, password: code })
    const reply = exchange(request)
    await started.promise
    await server.close()
    expect(readReply(await reply, request, secret).code).toBe(2)
    server = { ...server, close: async () => {} }
  })
})

test('neither secrets, passwords, codes nor States reach the log', () => {
  const log = ports.logged.join('')
  expect(log.length).toBeGreaterThan(500)
  for (const canary of [secret, password, code, state]) expect(log).not.toContain(canary)
})
