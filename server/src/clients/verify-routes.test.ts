// POST /api/v1/verify over real HTTP, on both databases, with the demo directory behind it.
import { randomUUID } from 'node:crypto'
import { type ClientWorld, createClientWorld } from '@motp/tests/support/client-world'
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { listAudit } from '../audit/audit-store.ts'

const refused = { accepted: false }
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))

forEachDatabase('POST /api/v1/verify', (open: OpenDatabase) => {
  const folder = makeTemporaryFolder()
  const clock = createFakeClock()
  let world: ClientWorld
  let location: string
  let key: string
  /** A client that may see reasons. */
  let trustedKey: string

  beforeAll(async () => {
    location = (await open()).location
    world = await createClientWorld(location, folder, { clock })
    key = (await world.addClient({ modes: ['code', 'password+code'] })).key
    trustedKey = (await world.addClient({ maySeeReasons: true, modes: ['code', 'password+code'] })).key
  })
  afterAll(() => world.close())
  // A later test is not to meet the pause or the throttle of an earlier one.
  afterEach(() => clock.advance(16 * 60_000))

  const bodyOf = async (request: unknown, withKey = key) => (await world.verify(withKey, request)).body

  describe('a code', () => {
    test('is accepted once, by account or by serial', async () => {
      const token = await world.make.activeToken()
      expect(await world.verify(key, { user: token.user.account, code: token.code() })).toMatchObject({
        status: 200,
        body: { accepted: true, serial: token.serial },
      })
      expect(await bodyOf({ user: token.user.account, code: token.code() })).toEqual(refused)
      clock.advance(30_000)
      expect(await bodyOf({ serial: token.serial.toLowerCase(), code: token.code() })).toEqual({ accepted: true, serial: token.serial })
    })

    test('is accepted for every spelling that sign-in takes', async () => {
      const user = await world.signIn('TW01002547')
      const token = await world.make.activeToken({ user })
      for (const spelling of ['TW01002547', 'tw01002547', 'WHL\\TW01002547', 'tw01002547@Example.com']) {
        expect(await bodyOf({ user: spelling, code: token.code() })).toMatchObject({ accepted: true })
        clock.advance(30_000)
      }
    })

    test('of somebody whose account two people have is refused', async () => {
      const account = `TW${world.random.digits(8)}`
      const token = await world.make.activeToken({ user: await world.make.user({ account }) })
      expect(await bodyOf({ user: account, code: token.code() })).toMatchObject({ accepted: true })
      clock.advance(30_000)
      await world.make.activeToken({ user: await world.make.user({ account, directory: 'Outlook' }) })
      expect(await bodyOf({ user: account, code: token.code() })).toEqual(refused)
      expect(await bodyOf({ serial: token.serial, code: token.code() })).toMatchObject({ accepted: true })
    })

    test.each([
      ['suspended', { state: 'suspended' }, { reason: 'suspended' }],
      ['locked', { failures: 20, isHardLocked: 1 }, { reason: 'locked', retryAt: null }],
      ['expired', { expiresAt: 1 }, { reason: 'expired' }],
    ] as const)('of a token that is %s is refused; the reason is for those who may see it', async (_, fields, reason) => {
      const token = await world.make.activeToken(fields)
      expect(await bodyOf({ user: token.user.account, code: token.code() })).toEqual(refused)
      expect(await bodyOf({ user: token.user.account, code: token.code() }, trustedKey)).toEqual({ accepted: false, ...reason })
    })

    test('that is wrong, malformed or replayed is refused with that reason, and the pause is told', async () => {
      const token = await world.make.activeToken()
      const ask = (code: string) => bodyOf({ user: token.user.account, code }, trustedKey)
      expect(await ask('abcdef')).toEqual({ accepted: false, reason: 'malformed' })
      expect(await ask(token.code())).toMatchObject({ accepted: true })
      expect(await ask(token.code())).toEqual({ accepted: false, reason: 'replayed' })
      await ask('000000')
      expect(await ask('000000')).toEqual({ accepted: false, reason: 'mismatch', retryAt: clock.now() + 30_000 })
      expect(await ask(token.code(1))).toEqual({ accepted: false, reason: 'locked', retryAt: clock.now() + 30_000 })
    })

    test('is in the audit trail with the client and its address, and nowhere as it is', async () => {
      const token = await world.make.activeToken()
      const { client, key: own } = await world.addClient()
      await world.verify(own, { user: token.user.account, code: token.code() })
      const [event] = await listAudit(world.database.db, { limit: 1 })
      expect(event).toMatchObject({
        actor: `client:${client.id}`,
        action: 'verification.accepted',
        tokenId: token.id,
        address: '127.0.0.1',
        detail: { purpose: 'code' },
      })
      expect(JSON.stringify(event) + world.logged.join()).not.toContain(token.code())
    })
  })

  describe('somebody unknown', () => {
    test.each([
      ['an account', { user: 'nobody' }],
      ['a mail address', { user: 'nobody@example.com' }],
      ['a serial', { serial: 'ABCDEF012345678' }],
      ['control characters', { user: 'tw\u0000\u0007' }],
    ])('by %s gets status, headers and body of a wrong code', async (_, who) => {
      const token = await world.make.activeToken()
      for (const withKey of [key, trustedKey]) {
        const wrong = await world.verify(withKey, { user: token.user.account, code: '000000' })
        const unknown = await world.verify(withKey, { ...who, code: '000000' })
        expect({ ...unknown, headers: [...unknown.headers.keys()] }).toEqual({ ...wrong, headers: [...wrong.headers.keys()] })
      }
    })

    test('costs as many statements as a wrong code, one without a phone too', async () => {
      const token = await world.make.activeToken()
      const { user: withoutPhone } = await world.make.slot()
      await bodyOf({ user: 'nobody', code: '000000' })
      const count = countStatements(world)
      const counts: number[] = []
      for (const user of [token.user.account, 'nobody', withoutPhone.account]) {
        const before = count()
        await bodyOf({ user, code: '000000' })
        counts.push(count() - before)
      }
      expect(counts[0]).toBeGreaterThan(3)
      expect(new Set(counts).size).toBe(1)
    })
  })

  describe('password and code in one', () => {
    const prepare = async () => {
      const user = await world.signIn('TW01003312')
      await world.database.db.updateTable('tokens').set({ state: 'revoked' }).where('userId', '=', user.id).execute()
      return world.make.activeToken({ user })
    }
    const ask = (secret: string, withKey = trustedKey, user = 'TW01003312') => bodyOf({ user, secret, mode: 'password+code' }, withKey)

    test('are accepted when both are right, with a code of eight digits too', async () => {
      const token = await prepare()
      expect(await ask(`demo-password${token.code()}`)).toEqual({ accepted: true, serial: token.serial })
      await world.database.db.updateTable('tokens').set({ state: 'revoked' }).where('id', '=', token.id).execute()
      const eight = await world.make.activeToken({ user: token.user, digits: 8 })
      expect(eight.code()).toHaveLength(8)
      expect(await ask(`demo-password${eight.code()}`)).toMatchObject({ accepted: true })
    })

    test('a wrong password never tells that the code was right: same answer, same count, and the code is used up', async () => {
      const token = await prepare()
      expect(await ask(`wrong${token.code()}`)).toEqual({ accepted: false, reason: 'mismatch' })
      expect(await token.read()).toMatchObject({ failures: 1 })
      expect(await ask(`wrong${token.code()}`)).toEqual({ accepted: false, reason: 'mismatch' })
      expect(await ask('wrong000000')).toMatchObject({ accepted: false, reason: 'mismatch' })
      clock.advance(30_000)
      expect(await ask(`demo-password${token.code(-1)}`)).toMatchObject({ reason: 'replayed' })
    })

    test('a wrong code beside the right password is counted', async () => {
      const token = await prepare()
      expect(await ask('demo-password000000')).toEqual({ accepted: false, reason: 'mismatch' })
      expect(await token.read()).toMatchObject({ failures: 1 })
    })

    test('a code without a password, or a password without a code, is refused', async () => {
      const token = await prepare()
      expect(await ask(token.code(), key)).toEqual(refused)
      expect(await ask('demo-password', key)).toEqual(refused)
    })

    test('passwords are throttled as at sign-in: the right one is not looked at any more', async () => {
      const token = await prepare()
      const until = clock.now() + 15 * 60_000
      for (const _ of times(4, () => 0)) await ask('wrong-x', key)
      expect(await ask(`demo-password${token.code()}`)).toEqual({ accepted: false, reason: 'locked', retryAt: until })
      await expect(world.signIn('TW01003312')).rejects.toMatchObject({ code: 'sign-in-throttled' })
    })

    test('while the directory is down nothing can be said and no code is used up; codes alone go on', async () => {
      const cutOff = await createClientWorld(location, folder, { clock })
      const token = await prepare()
      await cutOff.closeDirectory()
      const secret = `demo-password${token.code()}`
      expect(await cutOff.verify(key, { user: 'TW01003312', secret, mode: 'password+code' })).toMatchObject({
        status: 503,
        body: { error: { code: 'directory-unavailable' } },
      })
      expect((await cutOff.verify(key, { user: 'TW01003312', code: token.code() })).body).toMatchObject({ accepted: true })
      await cutOff.close()
    })

    test('unknown users get the answer of a wrong password', async () => {
      await prepare()
      expect(await ask('wrong000000', trustedKey, 'nobody')).toEqual(await ask('wrong000000'))
    })
  })

  describe('the caller', () => {
    const good = async () => {
      const token = await world.make.activeToken()
      return { user: token.user.account, code: token.code() }
    }

    test.each([
      ['no key', ''],
      ['another key', `motp_${randomUUID()}_${'A'.repeat(43)}`],
      ['a key with a wrong end', 'WRONG-END'],
      ['something else', 'x'],
    ])('with %s is refused', async (_, shown) => {
      const sent = shown === 'WRONG-END' ? `${key.slice(0, -4)}AAAA` : shown
      expect(await world.verify(sent, await good())).toMatchObject({ status: 401, body: { error: { code: 'client-refused' } } })
    })

    test('may only ask in its modes', async () => {
      const { key: codesOnly } = await world.addClient()
      expect(await world.verify(codesOnly, { user: 'x', secret: 'y', mode: 'password+code' })).toMatchObject({
        status: 403,
        body: { error: { code: 'client-mode-refused' } },
      })
    })

    test.each([
      [['127.0.0.1'], 200],
      [['127.0.0.0/8', '2001:db8::/32'], 200],
      [['10.0.0.0/8'], 401],
      [['::1'], 401],
    ])('from an address not in %j is refused', async (addresses, status) => {
      const { key: own } = await world.addClient({ addresses })
      expect((await world.verify(own, await good())).status).toBe(status)
    })

    test('cannot claim another address, unless a trusted proxy says so', async () => {
      const { key: own } = await world.addClient({ addresses: ['203.0.113.9', '2001:db8::/32'] })
      expect((await world.verify(own, await good(), { 'x-forwarded-for': '203.0.113.9' })).status).toBe(401)
      const behindProxy = await createClientWorld(location, folder, { clock, trustProxy: 1 })
      const from = async (address: string) => (await behindProxy.verify(own, await good(), { 'x-forwarded-for': address })).status
      const statuses = [await from('203.0.113.9'), await from('::ffff:203.0.113.9'), await from('2001:db8::7')]
      expect(statuses).toEqual([200, 200, 200])
      // Only what the proxy itself wrote counts: the last one.
      expect(await from('203.0.113.9, 198.51.100.1')).toBe(401)
      await behindProxy.close()
    })

    test('that was removed, or whose key was replaced, is refused within a second on every node', async () => {
      const other = await createClientWorld(location, folder, { clock })
      const staff = { actor: 'cli', address: null }
      const [gone, turned] = [await world.addClient(), await world.addClient()]
      const statuses = async (withKey: string) => [
        (await world.verify(withKey, await good())).status,
        (await other.verify(withKey, await good())).status,
      ]
      clock.advance(1000)
      expect(await statuses(gone.key)).toEqual([200, 200])
      await world.clients.remove(gone.client.id, staff)
      const { key: fresh } = await world.clients.rotate(turned.client.id, staff)
      clock.advance(1000)
      expect(await statuses(gone.key)).toEqual([401, 401])
      expect(await statuses(turned.key)).toEqual([401, 401])
      expect(await statuses(fresh)).toEqual([200, 200])
      await other.close()
    })

    test('may send so many requests a minute, on all nodes together', async () => {
      const other = await createClientWorld(location, folder, { clock })
      const { client, key: own } = await world.addClient({ requestsPerMinute: 40 })
      const answers = await Promise.all(times(60, (index) => (index % 2 ? world : other).verify(own, { user: 'x', code: '1' })))
      const codes = answers.map(({ status }) => status)
      expect(codes.filter((status) => status === 200)).toHaveLength(40)
      expect(codes.filter((status) => status === 429)).toHaveLength(20)
      expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('60')
      clock.advance(60_000)
      expect((await world.verify(own, { user: 'x', code: '1' })).status).toBe(200)
      expect((await world.clients.list()).find(({ id }) => id === client.id)?.lastUsedAt).toBe(clock.now())
      await other.close()
    })
  })

  describe('a request that is sent again', () => {
    const again = (own: string, request: unknown, repeatKey: string, where = world) =>
      where.verify(own, request, { 'idempotency-key': repeatKey })

    test('under its key gets the same answer, for ten minutes; without it the code is replayed', async () => {
      const token = await world.make.activeToken()
      const request = { user: token.user.account, code: token.code() }
      const accepted = { accepted: true, serial: token.serial }
      expect((await again(key, request, 'k1')).body).toEqual(accepted)
      clock.advance(10 * 60_000 - 1)
      expect((await again(key, request, 'k1')).body).toEqual(accepted)
      expect(await token.read()).toMatchObject({ failures: 0 })
      expect((await world.verify(key, request)).body).toEqual(refused)
      clock.advance(1)
      expect((await again(key, request, 'k1')).body).toEqual(refused)
    })

    test('at the same time, on two nodes, is judged once', async () => {
      const other = await createClientWorld(location, folder, { clock })
      const token = await world.make.activeToken()
      const request = { user: token.user.account, code: token.code() }
      const answers = await Promise.all(times(32, (index) => again(key, request, 'k2', index % 2 ? world : other)))
      expect(answers.map(({ body }) => body)).toEqual(times(32, () => ({ accepted: true, serial: token.serial })))
      expect(await token.read()).toMatchObject({ failures: 0 })
      const events = (await listAudit(world.database.db, { limit: 100 })).filter(({ tokenId }) => tokenId === token.id)
      expect(events).toHaveLength(1)
      await other.close()
    })

    test('a refusal is kept too', async () => {
      const token = await world.make.activeToken()
      const request = { user: token.user.account, code: '000000' }
      expect((await again(trustedKey, request, 'k3')).body).toEqual((await again(trustedKey, request, 'k3')).body)
      expect(await token.read()).toMatchObject({ failures: 1 })
    })

    test('another request under the same key is a conflict, also while the first is under way; another client’s key is its own', async () => {
      const token = await world.make.activeToken()
      const request = { user: token.user.account, code: token.code() }
      const [one, two] = await Promise.all([again(key, request, 'k4'), again(key, { ...request, code: '111111' }, 'k4')])
      expect([one.status, two.status].toSorted()).toEqual([200, 409])
      expect(await again(key, { ...request, code: '222222' }, 'k4')).toMatchObject({
        status: 409,
        body: { error: { code: 'idempotency-conflict' } },
      })
      expect((await again(trustedKey, request, 'k4')).status).toBe(200)
    })

    test('what is kept does not give away the code', async () => {
      const token = await world.make.activeToken()
      await again(key, { user: token.user.account, code: token.code() }, 'k5')
      const rows = await world.database.db.selectFrom('idempotencyKeys').selectAll().execute()
      expect(rows.length).toBeGreaterThan(0)
      expect(JSON.stringify(rows)).not.toContain(token.code())
    })

    test.each(['', 'x'.repeat(129), 'with space', 'é'])('under the key "%s" is refused', async (repeatKey) => {
      expect(await again(key, { user: 'x', code: '1' }, repeatKey)).toMatchObject({
        status: 400,
        body: { error: { code: 'invalid-request' } },
      })
    })
  })

  describe('a bad request is refused with a stable code', () => {
    const json = (value: unknown) => JSON.stringify(value)
    test.each<[string, string, number, string, Record<string, string>?]>([
      ['an array', '[]', 400, 'unreadable-body'],
      ['a text', '"x"', 400, 'unreadable-body'],
      ['broken JSON', '{"user":', 400, 'unreadable-body'],
      ['no body', '', 400, 'unreadable-body'],
      ['neither user nor serial', json({ code: '1' }), 400, 'invalid-request'],
      ['user and serial', json({ user: 'x', serial: 'AB', code: '1' }), 400, 'invalid-request'],
      ['an unknown field', json({ user: 'x', code: '1', more: 1 }), 400, 'invalid-request'],
      ['a wrong type', json({ user: 'x', code: 123456 }), 400, 'invalid-request'],
      ['an array as a field', json({ user: ['x'], code: '1' }), 400, 'invalid-request'],
      ['code and secret', json({ user: 'x', code: '1', secret: 'y', mode: 'password+code' }), 400, 'invalid-request'],
      ['an unknown mode', json({ user: 'x', secret: 'y', mode: 'challenge' }), 400, 'invalid-request'],
      ['a field twice', '{"user":"x","code":"000000","code":"111111"}', 400, 'invalid-request'],
      ['a field twice, once escaped', '{"user":"x","code":"000000","c\\u006fde":"111111"}', 400, 'invalid-request'],
      ['a body of 1 MB', json({ user: 'x'.repeat(1_000_000), code: '1' }), 413, 'body-too-large'],
      ['a body over 4 KiB', json({ user: 'x', code: '1'.repeat(4096) }), 413, 'body-too-large'],
      ['a form', 'user=x&code=1', 415, 'unsupported-media-type', { 'content-type': 'application/x-www-form-urlencoded' }],
      [
        'another charset',
        json({ user: 'x', code: '1' }),
        415,
        'unsupported-media-type',
        { 'content-type': 'application/json; charset=big5' },
      ],
      ['a packed body', json({ user: 'x', code: '1' }), 415, 'unsupported-media-type', { 'content-encoding': 'gzip' }],
    ])('%s', async (_, body, status, code, headers) => {
      const answer = await world.verify(key, body, headers)
      expect(answer).toMatchObject({ status, body: { error: { code } } })
      expect(answer.body.error?.requestId).toBe(answer.headers.get('x-request-id'))
      expect(answer.headers.get('cache-control')).toBe('no-store')
    })

    test('bytes that are no UTF-8', async () => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      const body = Buffer.concat([Buffer.from('{"user":"'), Buffer.of(0xff, 0xfe), Buffer.from('","code":"1"}')])
      expect((await fetch(`${world.origin}/api/v1/verify`, { method: 'POST', headers, body })).status).toBe(400)
    })

    test('another method, or a query', async () => {
      const headers = { authorization: `Bearer ${key}` }
      const got = await fetch(`${world.origin}/api/v1/verify`, { headers })
      expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
      const asked = await fetch(`${world.origin}/api/v1/verify?user=x&code=1`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: json({ user: 'x', code: '1' }),
      })
      expect(asked.status).toBe(400)
    })
  })
})

/** Statements of this world so far, in transactions and outside. */
function countStatements(world: ClientWorld): () => number {
  let count = 0
  for (const db of [world.database.db, world.database.aside]) {
    const executor = db.getExecutor()
    const { executeQuery } = executor
    Object.assign(executor, {
      executeQuery: (...args: Parameters<typeof executeQuery>) => {
        count += 1
        return executeQuery.apply(executor, args)
      },
    })
  }
  const { transact } = world.database
  Object.assign(world.database, {
    transact: (work: Parameters<typeof transact>[0]) =>
      transact((tx) =>
        work(
          tx.withPlugin({
            transformQuery: ({ node }) => {
              count += 1
              return node
            },
            transformResult: async ({ result }) => result,
          }),
        ),
      ),
  })
  return () => count
}
