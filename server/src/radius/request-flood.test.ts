// 200,000 generated datagrams, the same in each run: nothing throws, and nobody is heard who did not prove that he knows the secret.
import { encodeUtf8 } from '@motp/shared/encoding/bytes'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { buildRequest, isSignedRequest, readReply, type TestAttribute } from '@motp/tests/support/radius-packet'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { expect, test } from 'vitest'
import type { RadiusClient } from './radius-client.ts'
import { createRadiusService } from './radius-service.ts'

const secret = 'correct horse battery staple'
const client: RadiusClient = {
  id: 'c1',
  name: 'vpn',
  addresses: ['10.0.0.1'],
  secret: encodeUtf8(secret),
  requiresMessageAuthenticator: true,
  mode: 'code',
  language: 'en',
}

type Draw = (below: number) => number

/** mulberry32: small, and the same on every machine. */
function createDraw(seed: number): Draw {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const drawBytes = (draw: Draw, length: number) => Uint8Array.from({ length }, () => draw(256))

function drawValid(draw: Draw): Buffer {
  const optional: TestAttribute[] = [
    [24, 'state'],
    [31, '00-11-22-33-44-55'],
    [33, drawBytes(draw, 1 + draw(30))],
    [4, drawBytes(draw, 4)],
    [79, drawBytes(draw, 5)],
    [3, drawBytes(draw, 17)],
  ]
  return buildRequest({
    secret,
    code: draw(8) === 0 ? 12 : 1,
    identifier: draw(256),
    authenticator: drawBytes(draw, 16),
    account: `user${draw(1000)}`,
    // Now and then bytes that are no text.
    password: draw(4) === 0 ? drawBytes(draw, draw(40)) : String(draw(1_000_000)),
    attributes: optional.filter(() => draw(3) === 0),
    isSigned: draw(5) !== 0,
  })
}

/** Flipped, cut, lengthened, spliced, with lying lengths. */
function mutate(draw: Draw, valid: Buffer): Buffer {
  const bytes = Buffer.from(valid)
  switch (draw(7)) {
    case 0:
      return bytes.subarray(0, draw(bytes.length + 1))
    case 1:
      return Buffer.concat([bytes, drawBytes(draw, draw(50))])
    case 2:
      bytes.writeUInt16BE(draw(draw(2) === 0 ? 65_536 : 200), 2)
      return bytes
    case 3:
      return Buffer.concat([bytes.subarray(0, draw(bytes.length)), valid.subarray(draw(valid.length))])
    case 4: {
      const whole = Buffer.concat([bytes, Buffer.from([draw(256), draw(6)]), drawBytes(draw, draw(8))])
      whole.writeUInt16BE(whole.length, 2)
      return whole
    }
    default:
      for (let flips = draw(4) + 1; flips > 0; flips -= 1) bytes[draw(bytes.length)] = draw(256)
      return bytes
  }
}

// Ten seconds on an idle machine.
test('200,000 datagrams: none throws, none unproven is answered', { timeout: 180_000 }, async () => {
  const draw = createDraw(20_261_121)
  const judged: string[] = []
  const ports = createTestPorts(createFakeClock())
  const service = createRadiusService({
    findClient: async () => client,
    authenticate: async ({ account }) => {
      judged.push(account)
      return { outcome: 'accepted' }
    },
    log: ports.log,
    clock: ports.clock,
  })
  const valid = Array.from({ length: 500 }, () => drawValid(draw))
  const counts = new Map<string, number>()
  for (let index = 0; index < 200_000; index += 1) {
    const base = valid[draw(valid.length)] ?? Buffer.alloc(0)
    const kind = draw(10)
    const bytes = kind === 0 ? Buffer.from(drawBytes(draw, draw(400))) : kind === 1 ? drawValid(draw) : mutate(draw, base)
    ports.clock.advance(1)
    const answer = await service.answer({ bytes, address: '10.0.0.1', port: 1024 + draw(60_000), provenBy: 'secret' })
    const outcome = 'reply' in answer ? `code ${answer.reply[0]}` : answer.silence
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    if (!('reply' in answer)) continue
    const request = bytes.subarray(0, bytes.readUInt16BE(2))
    if (!isSignedRequest(request, secret)) throw new Error(`answered though unproven: ${bytes.toString('hex')}`)
    readReply(answer.reply, request, secret)
  }
  // Each branch was met, many times; the service itself failed in none.
  for (const outcome of ['code 2', 'code 3', 'malformed', 'wrong-message-authenticator', 'no-message-authenticator', 'unexpected-code'])
    expect(counts.get(outcome), outcome).toBeGreaterThan(1_000)
  expect(counts.get('unavailable')).toBeUndefined()
  expect(judged.length).toBeGreaterThan(1_000)
  expect(ports.logged.filter((line) => line.includes('"level":50'))).toEqual([])
})
