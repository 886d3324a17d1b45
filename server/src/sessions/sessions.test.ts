// Signing in, proofs and sessions, against the embedded directory (a real LDAP server) and both databases.
import { AppError } from '@motp/shared/protocol/app-error'
import type { ProofKind } from '@motp/shared/protocol/session'
import { forEachDatabase } from '@motp/tests/support/databases'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../database/database.ts'
import { createDemoDirectory, type DemoDirectory } from '../directories/demo-directory.ts'
import { createDirectories } from '../directories/directories.ts'
import { createLdapDirectory } from '../directories/ldap-directory.ts'
import type { Visitor } from '../http/visitor.ts'
import { presets } from '../policies/policy.ts'
import { createPolicyService } from '../policies/policy-service.ts'
import { type Ports, systemRandom } from '../ports.ts'
import { ensureSlot } from '../tokens/token-store.ts'
import { saveGroups } from '../users/user-group-store.ts'
import { findRoles, findUsersByAccount, saveUser } from '../users/user-store.ts'
import { createProofService } from './proof-service.ts'
import { anyProof, requireProofs, type Session, type VerifyCodeOf } from './session.ts'
import { createSessionService } from './session-service.ts'
import { createSignInService } from './sign-in-service.ts'
import { createSignInThrottle } from './sign-in-throttle.ts'

const logged: string[] = []
const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) })
const visitor: Visitor = { requestId: 'r', address: '192.0.2.1', agent: 'Chrome', language: 'zh-TW' }
const minute = 60_000

let demo: DemoDirectory
beforeAll(async () => {
  demo = await createDemoDirectory()
})
afterAll(() => demo.close())

/** The sign-in of one server on `database`. `codes`: what a phone would show, by user account. */
function createWorld(database: Database, codes = new Map<string, string>()) {
  const clock = createFakeClock()
  const ports: Ports = { clock, random: systemRandom, log }
  const policies = createPolicyService({ database, ports })
  const cancelled: string[] = []
  const mailed: string[] = []
  const sessions = createSessionService({
    database,
    policies,
    ports,
    cancelEnrollmentsOf: async (_tx, id) => void cancelled.push(id),
  })
  const verifyCodeOf: VerifyCodeOf = async (userId, code) => {
    const expected = codes.get(userId)
    if (expected === undefined) return undefined
    return code === expected ? { accepted: true } : { accepted: false, reason: 'mismatch' }
  }
  const throttle = createSignInThrottle({ database, clock })
  const directories = createDirectories(demo.configs.map((config) => createLdapDirectory(config, { log, clock })))
  const signIns = createSignInService({
    database,
    directories,
    policies,
    ports,
    sessions,
    throttle,
    users: { findUsersByAccount, saveUser },
    noteSeen: (tx, userId, { groups }) => saveGroups(tx, userId, groups),
    verifyCodeOf,
    ensureSlot: async (tx, userId) => void (await ensureSlot(tx, userId, { random: systemRandom, now: clock.now() })),
  })
  const proofs = createProofService({
    database,
    ports,
    checkPassword: signIns.checkPassword,
    verifyCodeOf,
    checkActivationCode: async () => false,
    queueMailedCode: async (_tx, { code }) => void mailed.push(code),
  })
  const signIn = (account: string, secret: string, from: Partial<Visitor> = {}) =>
    signIns.signIn({ account, secret }, { ...visitor, ...from })
  const addProof = (session: Session, kind: ProofKind, value: string) =>
    proofs.add({ session, address: visitor.address, language: 'zh-TW' }, kind, value)
  const mailCode = (session: Session) => proofs.mailCode({ session, address: visitor.address, language: 'zh-TW' })
  return { clock, policies, sessions, signIn, addProof, mailCode, cancelled, mailed, database }
}
type World = ReturnType<typeof createWorld>

const refusal = async (work: Promise<unknown>): Promise<AppError['code'] | undefined> => {
  const error = await work.then(() => undefined).catch((thrown: unknown) => thrown)
  if (error !== undefined && !(error instanceof AppError)) throw error
  return error?.code
}
const listEvents = async ({ database }: World) =>
  (await database.db.selectFrom('auditEvents').select(['action', 'detail']).orderBy('sequence').execute()).map(
    (row) => `${row.action} ${row.detail}`,
  )

forEachDatabase('sessions', (open) => {
  let world: World
  const codes = new Map<string, string>()
  beforeEach(async () => {
    codes.clear()
    world = createWorld(await open(), codes)
  })

  test('a password opens a session with roles from the directory, a slot, and one proof', async () => {
    const { session, secret } = await world.signIn('ADMIN01', 'demo-password')
    expect(session.user.account).toBe('admin01')
    expect(session.roles).toEqual(expect.arrayContaining(['user', 'admin']))
    expect(session.proofs.map((proof) => proof.kind)).toEqual(['password'])
    expect((await world.sessions.find(secret, false)).user.id).toBe(session.user.id)
    const slots = await world.database.db.selectFrom('tokens').select('state').where('userId', '=', session.user.id).execute()
    expect(slots).toEqual([{ state: 'initial' }])
  })

  test('the same person signing in twice is one user with one slot', async () => {
    const one = await world.signIn('TW01002547', 'demo-password')
    const two = await world.signIn('tw01002547', 'demo-password')
    expect(two.session.user.id).toBe(one.session.user.id)
    expect(await world.database.db.selectFrom('tokens').selectAll().execute()).toHaveLength(1)
  })

  test('IT signs a user out everywhere, with one mail; nobody does that to themselves', async () => {
    const both = [await world.signIn('TW01002547', 'demo-password'), await world.signIn('TW01002547', 'demo-password')]
    const userId = both[0]?.session.user.id ?? ''
    const staff = { actor: 'admin:1', address: null, reason: 'lost laptop' }
    expect(await refusal(world.sessions.endAllOf(userId, { ...staff, actor: `admin:${userId}` }))).toBe('own-account')
    expect(await world.sessions.endAllOf(userId, staff)).toBe(2)
    for (const { secret } of both) expect(await refusal(world.sessions.find(secret, false))).toBe('session-expired')
    expect(world.cancelled).toHaveLength(2)
    expect((await world.database.db.selectFrom('notices').select('kind').execute()).map(({ kind }) => kind)).toEqual(['signed-out'])
    expect(await world.sessions.endAllOf(userId, staff)).toBe(0)
  })

  test('the roles of the last sign-in are kept, also over a code while the directory is down', async () => {
    const { session } = await world.signIn('admin01', 'demo-password')
    const read = async () => (await findUsersByAccount(world.database.db, 'admin01')).map(({ id }) => findRoles(world.database.db, id))
    expect(await Promise.all(await read())).toEqual([expect.arrayContaining(['user', 'admin'])])
    await saveUser(world.database.db, { ...session.user, roles: undefined }, { id: 'other', language: 'en', at: 1 })
    expect(await Promise.all(await read())).toEqual([expect.arrayContaining(['user', 'admin'])])
  })

  test('the cookie value is not in the database', async () => {
    const { secret } = await world.signIn('TW01002547', 'demo-password')
    expect(JSON.stringify(await world.database.db.selectFrom('sessions').selectAll().execute())).not.toContain(secret)
  })

  test('a wrong password and an unknown account are refused alike; neither secret nor account typed is kept', async () => {
    expect(await refusal(world.signIn('TW01002547', 'canary-secret'))).toBe('credentials-refused')
    expect(await refusal(world.signIn('canary-account', 'canary-secret'))).toBe('credentials-refused')
    expect((await listEvents(world)).join()).not.toContain('canary')
    expect(logged.join()).not.toContain('canary')
  })

  test('guessing is stopped below the directory lockout, in any spelling, also for the right password, until the window ends', async () => {
    const spellings = ['TW01002547', 'tw01002547', 'WHL\\TW01002547', 'TW01002547@example.com']
    for (const account of spellings) expect(await refusal(world.signIn(account, 'wrong'))).toBe('credentials-refused')
    expect(await refusal(world.signIn('TW01002547', 'demo-password'))).toBe('sign-in-throttled')
    world.clock.advance(15 * minute)
    expect(await refusal(world.signIn('TW01002547', 'demo-password'))).toBeUndefined()
  })

  test('a right password clears the count', async () => {
    for (let round = 0; round < 3; round++) {
      for (let wrong = 0; wrong < 3; wrong++) await refusal(world.signIn('TW01002547', 'wrong'))
      expect(await refusal(world.signIn('TW01002547', 'demo-password'))).toBeUndefined()
    }
  })

  test('one address cannot try account after account', async () => {
    await world.policies.change({ preset: 'default', values: { 'signIn.addressTries': 5 } }, { actor: 'cli', address: null })
    for (let other = 0; other < 5; other++) await refusal(world.signIn(`someone${other}`, 'wrong'))
    expect(await refusal(world.signIn('TW01003312', 'demo-password'))).toBe('sign-in-throttled')
    expect(await refusal(world.signIn('TW01003312', 'demo-password', { address: '198.51.100.9' }))).toBeUndefined()
  })

  test('a PassCode signs in and is the proof; a wrong one does not', async () => {
    const { session } = await world.signIn('TW01002547', 'demo-password')
    codes.set(session.user.id, '123456')
    const byCode = await world.signIn('TW01002547', '１２３ 456')
    expect(byCode.session.proofs.map((proof) => proof.kind)).toEqual(['code'])
    expect(await refusal(world.signIn('TW01002547', '654321'))).toBe('credentials-refused')
  })

  test('a PassCode gives the roles that the directory says now', async () => {
    const { session } = await world.signIn('admin01', 'demo-password')
    codes.set(session.user.id, '123456')
    expect((await world.signIn('admin01', '123456')).session.roles).toEqual(session.roles)
  })

  test('a session ends when idle, at its absolute end, and watching does not prolong it', async () => {
    const { secret } = await world.signIn('TW01002547', 'demo-password')
    const { 'session.idleMinutes': idle, 'session.absoluteMinutes': absolute } = presets.default
    world.clock.advance((idle - 1) * minute)
    await world.sessions.find(secret, true)
    world.clock.advance(minute)
    expect(await refusal(world.sessions.find(secret, true))).toBe('session-expired')
    const again = await world.signIn('TW01002547', 'demo-password')
    for (let at = 0; at < absolute - 5; at += 5) {
      world.clock.advance(5 * minute)
      await world.sessions.find(again.secret, false)
    }
    world.clock.advance(5 * minute)
    expect(await refusal(world.sessions.find(again.secret, false))).toBe('session-expired')
  })

  test('signing out and revoking end a session at once and void its registrations', async () => {
    const here = await world.signIn('TW01002547', 'demo-password')
    const there = await world.signIn('TW01002547', 'demo-password')
    await world.sessions.revoke(here.session, there.session.id, '192.0.2.1')
    expect(await refusal(world.sessions.find(there.secret, false))).toBe('session-expired')
    await world.sessions.signOut(here.session, '192.0.2.1')
    expect(await refusal(world.sessions.find(here.secret, false))).toBe('session-expired')
    expect(world.cancelled).toEqual([there.session.id, here.session.id])
  })

  test("another user's session can be neither seen nor ended", async () => {
    const mine = await world.signIn('TW01002547', 'demo-password')
    const theirs = await world.signIn('TW01003312', 'demo-password')
    expect(await refusal(world.sessions.revoke(mine.session, theirs.session.id, '192.0.2.1'))).toBe('not-found')
    expect((await world.sessions.list(mine.session.user.id)).map((session) => session.id)).toEqual([mine.session.id])
    expect((await world.sessions.find(theirs.secret, false)).id).toBe(theirs.session.id)
  })

  test('the sweep ends what time has ended', async () => {
    const { session } = await world.signIn('TW01002547', 'demo-password')
    world.clock.advance(presets.default['session.idleMinutes'] * minute)
    await world.sessions.sweep()
    expect(world.cancelled).toEqual([session.id])
    expect((await listEvents(world)).at(-1)).toContain('session.expired')
  })

  describe('a mailed code', () => {
    const wrongFor = (code: string) => (code === '00000000' ? '11111111' : '00000000')

    test('is the second proof, once', async () => {
      const { session } = await world.signIn('TW01002547', 'demo-password')
      const rule = { count: 2, kinds: anyProof }
      expect(() => requireProofs(session, rule, presets.default, world.clock.now())).toThrow('proof-required')
      expect(await world.mailCode(session)).toMatchObject({ sentTo: expect.stringMatching(/^.\*\*\*@/) })
      const proven = await world.addProof(session, 'mailed-code', `${world.mailed[0]}`)
      expect(() => requireProofs(proven, rule, presets.default, world.clock.now())).not.toThrow()
      expect(await refusal(world.addProof(session, 'mailed-code', `${world.mailed[0]}`))).toBe('proof-refused')
    })

    test('is worth nothing in another session', async () => {
      const one = await world.signIn('TW01002547', 'demo-password')
      const two = await world.signIn('TW01002547', 'demo-password')
      await world.mailCode(one.session)
      expect(await refusal(world.addProof(two.session, 'mailed-code', `${world.mailed[0]}`))).toBe('proof-refused')
    })

    test('allows five tries, counted first even when they come at once', async () => {
      const { session } = await world.signIn('TW01002547', 'demo-password')
      await world.mailCode(session)
      const wrong = wrongFor(`${world.mailed[0]}`)
      await Promise.all(Array.from({ length: 5 }, () => refusal(world.addProof(session, 'mailed-code', wrong))))
      expect(await refusal(world.addProof(session, 'mailed-code', `${world.mailed[0]}`))).toBe('proof-refused')
    })

    test('expires, and only three are mailed in ten minutes', async () => {
      const { session } = await world.signIn('TW01002547', 'demo-password')
      for (let mail = 0; mail < 3; mail++) await world.mailCode(session)
      expect(await refusal(world.mailCode(session))).toBe('too-many-requests')
      world.clock.advance(10 * minute)
      expect(await refusal(world.addProof(session, 'mailed-code', `${world.mailed[2]}`))).toBe('proof-refused')
    })
  })

  test('two proofs of one kind are one proof, and a proof grows old', async () => {
    const { session } = await world.signIn('TW01002547', 'demo-password')
    const twice = await world.addProof(session, 'password', 'demo-password')
    const rule = { count: 2, kinds: anyProof }
    expect(() => requireProofs(twice, rule, presets.default, world.clock.now())).toThrow('proof-required')
    world.clock.advance(presets.default['proofs.validMinutes'] * minute)
    expect(() => requireProofs(twice, { count: 1, kinds: anyProof }, presets.default, world.clock.now())).toThrow('proof-required')
  })

  test('a wrong password as a proof counts towards the throttle', async () => {
    const { session } = await world.signIn('TW01002547', 'demo-password')
    for (let wrong = 0; wrong < 4; wrong++) expect(await refusal(world.addProof(session, 'password', 'wrong'))).toBe('proof-refused')
    expect(await refusal(world.addProof(session, 'password', 'demo-password'))).toBe('sign-in-throttled')
    expect((await listEvents(world)).filter((event) => event.startsWith('proof.refused'))).toHaveLength(5)
  })
})
