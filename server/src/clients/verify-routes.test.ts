// POST /api/v1/verify over real HTTP, on both databases, with the demo directory behind it.
import { listAudit } from '@motp/tests/support/audit-trail'
import { type ClientWorld, createClientWorld } from '@motp/tests/support/client-world'
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import SqliteDatabase from 'better-sqlite3'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'

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
      const count = countStatements()
      const counts: number[] = []
      for (const user of [token.user.account, 'nobody', withoutPhone.account]) {
        const before = count()
        await bodyOf({ user, code: '000000' })
        counts.push(count() - before)
      }
      expect(counts[0]).toBeGreaterThanOrEqual(2)
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
})

/** Statements that the drivers of both engines were given from now on, prepared ones too. */
function countStatements(): () => number {
  const prepared = Object.getPrototypeOf(new SqliteDatabase(':memory:').prepare('select 1')) as SqliteDatabase.Statement
  const seen = [...(['run', 'get', 'all'] as const).map((method) => vi.spyOn(prepared, method)), vi.spyOn(pg.Client.prototype, 'query')]
  onTestFinished(() => {
    for (const spy of seen) spy.mockRestore()
  })
  return () => seen.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
}
