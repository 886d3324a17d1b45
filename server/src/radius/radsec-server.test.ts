// RADIUS over TLS on real sockets, with certificates of a test authority.
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { encodeUtf8 } from '@motp/shared/encoding/bytes'
import { createTestAuthority } from '@motp/tests/support/certificates'
import { buildRequest, readReply, type TestRequest } from '@motp/tests/support/radius-packet'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { afterEach, describe, expect, test } from 'vitest'
import { createAddressFinder } from '../addresses/address-range.ts'
import type { RadiusClient } from './radius-client.ts'
import type { RunningServer } from './radius-server.ts'
import { createRadiusService, type RadiusVerdict } from './radius-service.ts'
import { startRadsecServer } from './radsec-server.ts'

const authority = createTestAuthority()
const stranger = createTestAuthority('another authority')
const serverPair = authority.issue()
const devicePair = authority.issue()
const foreignPair = stranger.issue()
const ownSecret = 'the secret of this client'
const code = '428917'

const ports = createTestPorts()
const opened: TLSSocket[] = []
let server: RunningServer | undefined
let judged = 0

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy()
  await server?.close()
  server = undefined
  judged = 0
})

type Setting = { provenBy: 'certificate' | 'secret'; addresses?: string[]; judge?: () => Promise<RadiusVerdict> }

async function start({ provenBy, addresses = ['127.0.0.1'], judge }: Setting): Promise<void> {
  const own = { secret: encodeUtf8(ownSecret), requiresMessageAuthenticator: true, mode: 'code', language: 'en' } as const
  const owner: RadiusClient = { id: 'c1', name: 'proxy', addresses, ...own }
  const find = createAddressFinder([{ owner, addresses }])
  const service = createRadiusService({
    findClient: async (address) => find(address),
    authenticate: async ({ secret }) => {
      judged += 1
      return judge ? judge() : { outcome: secret === code ? 'accepted' : 'refused' }
    },
    log: ports.log,
    clock: ports.clock,
  })
  server = await startRadsecServer({
    host: '127.0.0.1',
    port: 0,
    certificate: serverPair.certificatePem,
    key: serverPair.keyPem,
    clientAuthority: provenBy === 'certificate' ? authority.caPem : undefined,
    service,
    log: ports.log,
  })
}

const mutual = { cert: devicePair.certificatePem, key: devicePair.keyPem }

async function open(options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ host: '127.0.0.1', port: server?.address.port ?? 0, ca: authority.caPem, ...options })
  opened.push(socket)
  socket.on('error', () => {})
  await once(socket, 'secureConnect')
  return socket
}

/** Sends all in one write and ends its side; what the server sends until it ends too. */
async function converse(socket: TLSSocket, bytes: Uint8Array): Promise<Buffer> {
  socket.end(bytes)
  return buffer(socket)
}

/** True when the server ends the connection within three seconds. */
async function isHungUp(socket: TLSSocket): Promise<boolean> {
  socket.resume()
  return Promise.race([new Promise<boolean>((resolve) => socket.once('close', () => resolve(true))), delay(3_000, false)])
}

const request = (fields: Partial<TestRequest> = {}) => buildRequest({ secret: 'radsec', password: code, ...fields })

function readReplies(stream: Buffer, requests: readonly Buffer[], secret: string) {
  const replies: ReturnType<typeof readReply>[] = []
  for (let offset = 0; offset < stream.length; offset += stream.readUInt16BE(offset + 2)) {
    const bytes = stream.subarray(offset, offset + stream.readUInt16BE(offset + 2))
    const asked = requests.find((sent) => sent[1] === bytes[1])
    replies.push(readReply(bytes, asked ?? Buffer.alloc(20), secret))
  }
  return replies
}

describe('with certificates on both sides', () => {
  test('many requests in one connection are answered, under the secret "radsec"', async () => {
    await start({ provenBy: 'certificate' })
    const requests = Array.from({ length: 256 }, (_, identifier) => request({ identifier, password: identifier % 2 ? code : '000000' }))
    const replies = readReplies(await converse(await open(mutual), Buffer.concat(requests)), requests, 'radsec')
    expect(replies).toHaveLength(256)
    for (const { identifier, code: kind } of replies) expect(kind).toBe(identifier % 2 ? 2 : 3)
  })

  test('a packet may come in pieces', async () => {
    await start({ provenBy: 'certificate' })
    const socket = await open(mutual)
    const sent = request()
    for (const piece of [sent.subarray(0, 3), sent.subarray(3, 30)]) {
      socket.write(piece)
      await delay(30)
    }
    expect(readReplies(await converse(socket, sent.subarray(30)), [sent], 'radsec')).toMatchObject([{ code: 2 }])
  })

  test('a proxy’s unsigned request is taken, its state returned; Status-Server is answered', async () => {
    await start({ provenBy: 'certificate' })
    const proxied = request({ isSigned: false, attributes: [[33, 'proxy']] })
    const status = request({ identifier: 8, code: 12 })
    const replies = readReplies(await converse(await open(mutual), Buffer.concat([proxied, status])), [proxied, status], 'radsec')
    expect(replies.find(({ identifier }) => identifier === 7)?.attributes.at(-1)).toEqual({ type: 33, value: Buffer.from('proxy') })
    expect(replies.map(({ code: kind }) => kind)).toEqual([2, 2])
  })

  test.each([
    ['without a certificate', {}],
    ['with a certificate of another authority', { cert: foreignPair.certificatePem, key: foreignPair.keyPem }],
  ])('a device %s is not heard', async (_, pair) => {
    await start({ provenBy: 'certificate' })
    // TLS 1.3: the client may believe for a moment that it is connected.
    const socket = await open(pair).catch(() => undefined)
    if (socket) {
      socket.write(request())
      expect(await isHungUp(socket)).toBe(true)
    }
    expect(judged).toBe(0)
  })
})

describe('with a certificate of the server alone', () => {
  test('the client proves itself by its own secret, and "radsec" proves nothing', async () => {
    await start({ provenBy: 'secret' })
    const own = request({ secret: ownSecret })
    expect(readReplies(await converse(await open(), own), [own], ownSecret)).toMatchObject([{ code: 2 }])
    const socket = await open()
    socket.write(request())
    expect(await isHungUp(socket)).toBe(true)
    expect(judged).toBe(1)
  })

  test('an unsigned request gets no answer', async () => {
    await start({ provenBy: 'secret' })
    expect(await converse(await open(), request({ secret: ownSecret, isSigned: false }))).toHaveLength(0)
    expect(judged).toBe(0)
  })
})

describe('the connection', () => {
  test('is ended before the handshake for an address of no client', async () => {
    await start({ provenBy: 'certificate', addresses: ['192.0.2.1'] })
    await expect(open(mutual)).rejects.toThrow()
  })

  test.each([
    ['a Length that no packet has', Buffer.alloc(24)],
    ['a malformed attribute', Buffer.from(request()).fill(1, 21, 22)],
    ['a wrong Message-Authenticator', request({ secret: 'another' })],
  ])('is ended on %s', async (_, bytes) => {
    await start({ provenBy: 'certificate' })
    const socket = await open(mutual)
    socket.write(bytes)
    expect(await isHungUp(socket)).toBe(true)
    expect(judged).toBe(0)
  })

  test('stays open without an answer while a dependency is down, and for a code that is not ours', async () => {
    let isDown = true
    await start({ provenBy: 'certificate', judge: async () => ({ outcome: isDown ? 'unavailable' : 'accepted' }) })
    const socket = await open(mutual)
    socket.write(request({ identifier: 1 }))
    socket.write(request({ identifier: 2, code: 4 }))
    await expect.poll(() => judged).toBe(1)
    isDown = false
    const again = request({ identifier: 3 })
    expect(readReplies(await converse(socket, again), [again], 'radsec')).toMatchObject([{ code: 2, identifier: 3 }])
  })

  test('that breaks in the middle of a request does no harm', async () => {
    const gate = Promise.withResolvers<void>()
    await start({
      provenBy: 'certificate',
      judge: async () => {
        await gate.promise
        return { outcome: 'accepted' }
      },
    })
    const socket = await open(mutual)
    socket.write(request())
    await expect.poll(() => judged).toBe(1)
    socket.destroy()
    await delay(50)
    gate.resolve()
    const again = request({ identifier: 9 })
    expect(readReplies(await converse(await open(mutual), again), [again], 'radsec')).toMatchObject([{ code: 2 }])
  })
})

test('a server that stops ends its connections, and answers first what it was asked', async () => {
  await start({
    provenBy: 'certificate',
    judge: async () => {
      await delay(100)
      return { outcome: 'accepted' }
    },
  })
  const [busy, idle] = [await open(mutual), await open(mutual)]
  const asked = request()
  busy.write(asked)
  await expect.poll(() => judged).toBe(1)
  const reply = buffer(busy)
  const idleEnd = isHungUp(idle)
  await server?.close()
  expect(readReplies(await reply, [asked], 'radsec')).toMatchObject([{ code: 2 }])
  expect(await idleEnd).toBe(true)
})
