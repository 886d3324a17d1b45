// Codes accepted by appending to the trail (SQLite): what the rows do not hold yet counts all the same, for everybody, at any moment.
import type { Database } from '@motp/server/database/database'
import { createWalSync, type WalSync } from '@motp/server/database/wal-sync'
import type { MadeToken } from '@motp/tests/support/make'
import { makeSqliteSites } from '@motp/tests/support/sqlite-sites'
import { expect, test } from 'vitest'
import { verifyAudit } from '../audit/audit-store.ts'
import { createHolderCache, type HolderCache } from '../clients/holder-cache-store.ts'
import type { User } from '../users/user.ts'
import { createFolding } from './folding.ts'
import { createTrailStore } from './trail-store.ts'
import { createTrailVerification } from './trail-verification-service.ts'
import type { Verdict } from './verification.ts'

const { newPath, openWorld, openFile } = makeSqliteSites()

const changer = { actor: 'cli', address: null, reason: 'called in' }
const context = { actor: 'client:c', address: '192.0.2.9', purpose: 'code' }
type World = Awaited<ReturnType<typeof openWorld>>

const findToken = (holders: HolderCache, user: User) => holders.list(user.account.toLowerCase())[0]?.token

/** A judge that folds nothing by itself: rows stay as they are until `fold` is called. */
function openTrail(world: World, path: string, whenDurable: WalSync['whenDurable'] = () => Promise.resolve()) {
  const file = openFile(path)
  const holders = createHolderCache(file)
  const store = createTrailStore(file, holders)
  const verification = createTrailVerification({ ...world, store, walSync: { whenDurable }, folding: { note: () => undefined } })
  return {
    file,
    fold: (count = 1000) => store.fold(count),
    verify: ({ user }: Pick<MadeToken, 'user'>, code: string) =>
      verification.attempt({ findToken: () => findToken(holders, user), codes: [code], search: 'window', context }),
  }
}

async function createSite() {
  const path = newPath()
  const world = await openWorld(path)
  return {
    path,
    world,
    trail: openTrail(world, path),
    usual: (token: MadeToken, code: string) => world.verification.verify(token.id, code, context),
  }
}

const reasonOf = (verdict: Verdict | undefined) => (verdict ? (verdict.accepted ? 'accepted' : verdict.reason) : 'handed over')
const readHead = ({ db }: Database) => db.selectFrom('auditHead').select(['sequence', 'foldedSequence']).executeTakeFirstOrThrow()

test('a code is accepted once; the row follows when it is folded, and the chain is whole', async () => {
  const { world, trail } = await createSite()
  const token = await world.make.activeToken()
  const before = await token.read()
  expect(await trail.verify(token, token.code())).toMatchObject({ accepted: true })
  expect(reasonOf(await trail.verify(token, token.code()))).toBe('replayed')
  expect(await token.read()).toEqual(before)
  trail.fold()
  const { lastStep, failures, lastUsedAt } = await token.read()
  expect({ lastStep, failures, lastUsedAt }).toEqual({
    lastStep: Math.floor(world.clock.now() / 30_000),
    failures: 1,
    lastUsedAt: world.clock.now(),
  })
  expect(await readHead(world.database)).toEqual({ sequence: 2, foldedSequence: 2 })
  expect(await verifyAudit(world.database.db)).toEqual({ ok: true, events: 2 })
})

test('what the trail has accepted the usual way refuses, and the other way round', async () => {
  const { world, trail, usual } = await createSite()
  const [first, second] = [await world.make.activeToken(), await world.make.activeToken()]
  await trail.verify(first, first.code())
  expect(reasonOf(await usual(first, first.code()))).toBe('replayed')
  await usual(second, second.code())
  expect(reasonOf(await trail.verify(second, second.code()))).toBe('replayed')
  expect(reasonOf(await trail.verify(first, first.code()))).toBe('replayed')
  trail.fold()
  expect(await first.read()).toMatchObject({ failures: 2 })
})

test('guesses are counted together, whichever way they come', async () => {
  const { world, trail, usual } = await createSite()
  const token = await world.make.activeToken()
  const verdicts = [
    await trail.verify(token, '000000'),
    await usual(token, '000000'),
    await trail.verify(token, '000000'),
    await usual(token, token.code()),
    await trail.verify(token, token.code()),
  ]
  expect(verdicts.map(reasonOf)).toEqual(['mismatch', 'mismatch', 'mismatch', 'locked', 'locked'])
})

test('after a crash a new judge takes up where the rows end, whatever others have appended since', async () => {
  const { path, world, trail, usual } = await createSite()
  const [folded, token, other] = [await world.make.activeToken(), await world.make.activeToken(), await world.make.activeToken()]
  await trail.verify(folded, folded.code())
  await trail.verify(token, token.code())
  trail.fold(1)
  await usual(other, other.code())
  await world.adminTokens.suspend(other.id, changer)
  const successor = openTrail(world, path)
  expect(reasonOf(await successor.verify(token, token.code()))).toBe('replayed')
  expect(reasonOf(await successor.verify(folded, folded.code()))).toBe('replayed')
  successor.fold()
  expect(await token.read()).toMatchObject({ failures: 1, lastUsedAt: world.clock.now() })
  expect(await other.read()).toMatchObject({ state: 'suspended', lastUsedAt: world.clock.now() })
})

test('two judges of one file accept one of 64 replays, for each of ten tokens', async () => {
  const { path, world, trail } = await createSite()
  const judges = [trail, openTrail(world, path)]
  const tokens = await Promise.all(Array.from({ length: 10 }, () => world.make.activeToken()))
  const attempts = tokens.flatMap((token) => Array.from({ length: 64 }, (_, index) => judges[index % 2]?.verify(token, token.code())))
  const verdicts = await Promise.all(attempts)
  expect(verdicts.filter((verdict) => verdict?.accepted)).toHaveLength(10)
  for (const { fold } of judges) fold()
  expect(await readHead(world.database)).toMatchObject({ foldedSequence: 640 })
})

test('failures that wait in the trail never come back after IT has unlocked', async () => {
  const { path, world, trail } = await createSite()
  const [token, other] = [await world.make.activeToken(), await world.make.activeToken()]
  // Batches of two, each ending with the other's event.
  for (const code of ['000000', '000001', '000002']) await Promise.all([trail.verify(token, code), trail.verify(other, code)])
  for (const { id } of [token, other]) await world.adminTokens.unlock(id, changer)
  // Folded once more, while all of the trail still waits.
  await world.adminTokens.suspend(token.id, changer)
  await world.adminTokens.resume(token.id, changer)
  expect(await token.read()).toMatchObject({ failures: 0, lockedUntil: null })
  expect(await trail.verify(token, token.code())).toMatchObject({ accepted: true })
  expect(await openTrail(world, path).verify(other, other.code())).toMatchObject({ accepted: true })
  trail.fold()
  expect(await token.read()).toMatchObject({ failures: 0, lockedUntil: null })
})

test('what was written after the trail is not folded over', async () => {
  const { world, trail } = await createSite()
  const token = await world.make.activeToken()
  for (const code of ['000000', '000001', '000002']) await trail.verify(token, code)
  await world.adminTokens.unlock(token.id, changer)
  trail.fold()
  expect(await token.read()).toMatchObject({ failures: 0, lockedUntil: null })
})

test('a used step that waits in the trail stays used through every change of the token', async () => {
  const { world, trail } = await createSite()
  const token = await world.make.activeToken()
  await trail.verify(token, token.code())
  await world.adminTokens.suspend(token.id, changer)
  expect(reasonOf(await trail.verify(token, token.code(1)))).toBe('suspended')
  await world.adminTokens.resume(token.id, changer)
  expect(reasonOf(await trail.verify(token, token.code()))).toBe('replayed')
  expect(await trail.verify(token, token.code(1))).toMatchObject({ accepted: true })
})

test('what another one has written since is what counts, and is never folded over', async () => {
  const { world, trail, usual } = await createSite()
  const token = await world.make.activeToken()
  await trail.verify(token, token.code(-1))
  await usual(token, token.code())
  trail.fold()
  expect(await token.read()).toMatchObject({ lastStep: Math.floor(world.clock.now() / 30_000) })
  expect(reasonOf(await trail.verify(token, token.code()))).toBe('replayed')
})

test('the failure that would lock for good is handed over, and the rest of its batch with it', async () => {
  const { world, trail, usual } = await createSite()
  await world.policies.change({ preset: 'guide', values: {} }, { actor: 'cli', address: null })
  const token = await world.make.activeToken()
  const verdicts = await Promise.all(Array.from({ length: 4 }, () => trail.verify(token, '000000')))
  expect(verdicts.map(reasonOf)).toEqual(['mismatch', 'mismatch', 'handed over', 'handed over'])
  expect(await usual(token, '000000')).toEqual({ accepted: false, reason: 'mismatch', retryAt: null })
  expect(reasonOf(await trail.verify(token, token.code()))).toBe('locked')
  expect(await world.notices(token.user.id)).toEqual(['token-locked'])
})

test('a seed sealed under a key that another node has just made opens; one that was moved does not', async () => {
  const { path, world, trail } = await createSite()
  const elsewhere = await openWorld(path, { clock: world.clock })
  const [sound, moved] = [await world.make.activeToken(), await world.make.activeToken()]
  await elsewhere.seal.rotate()
  expect(await trail.verify(sound, sound.code())).toMatchObject({ accepted: true })
  const { sealedSeed } = await sound.read()
  await world.database.db.updateTable('tokens').set({ sealedSeed }).where('id', '=', moved.id).execute()
  expect(reasonOf(await trail.verify(moved, sound.code()))).toBe('not-active')
  expect(await world.actions(moved.user.id)).toContain('seal.failed')
})

test('a name that nobody goes by gets the answer of a wrong code, and leaves as many events', async () => {
  const { world, trail } = await createSite()
  const token = await world.make.activeToken()
  expect(await trail.verify({ user: await world.make.user() }, '000000')).toEqual(await trail.verify(token, '000000'))
  expect(await readHead(world.database)).toMatchObject({ sequence: 2 })
})

test('what could not be written was never accepted', async () => {
  const { world, trail } = await createSite()
  const token = await world.make.activeToken()
  trail.file.pragma('query_only = ON')
  await expect(trail.verify(token, token.code())).rejects.toThrow('readonly')
  trail.file.pragma('query_only = OFF')
  expect(await trail.verify(token, token.code())).toMatchObject({ accepted: true })
  expect(await verifyAudit(world.database.db)).toEqual({ ok: true, events: 1 })
})

test('nobody is told before the record is on the disk; what comes meanwhile is judged', async () => {
  const { path, world } = await createSite()
  const syncs: PromiseWithResolvers<void>[] = []
  const trail = openTrail(world, path, () => {
    const sync = Promise.withResolvers<void>()
    syncs.push(sync)
    return sync.promise
  })
  const tokens = await Promise.all(Array.from({ length: 16 }, () => world.make.activeToken()))
  const [first] = tokens
  if (!first) throw new Error('no token')
  const told: string[] = []
  const ask = (token: MadeToken) => trail.verify(token, token.code()).then((verdict) => told.push(reasonOf(verdict)))
  const early = ask(first)
  await expect.poll(() => syncs.length).toBe(1)
  const late = Promise.all(tokens.map(ask))
  await expect.poll(() => syncs.length).toBe(2)
  expect(await readHead(world.database)).toMatchObject({ sequence: 17 })
  expect(told).toEqual([])
  syncs[0]?.resolve()
  await early
  expect(told).toEqual(['accepted'])
  syncs[1]?.resolve()
  await late
  expect(told.toSorted()).toEqual([...Array.from({ length: 16 }, () => 'accepted'), 'replayed'])
})

test('when the disk fails nobody is told anything, and nothing is judged a second time', async () => {
  const { path, world } = await createSite()
  const trail = openTrail(world, path, async () => {
    throw new Error('EIO')
  })
  const [first, second] = [await world.make.activeToken(), await world.make.activeToken()]
  const outcomes = await Promise.allSettled([trail.verify(first, first.code()), trail.verify(second, second.code())])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await readHead(world.database)).toMatchObject({ sequence: 2 })
  expect(reasonOf(await openTrail(world, path).verify(first, first.code()))).toBe('replayed')
})

test('rows are folded in as soon as nobody asks, and at the latest at the end', async () => {
  const { path, world } = await createSite()
  const file = openFile(path)
  const holders = createHolderCache(file)
  const store = createTrailStore(file, holders)
  const folding = createFolding({ store, ports: world.ports })
  const verification = createTrailVerification({ ...world, store, folding, walSync: createWalSync(file) })
  const accept = async (token: MadeToken) =>
    verification.attempt({ findToken: () => findToken(holders, token.user), codes: [token.code()], search: 'window', context })
  const [first, second] = [await world.make.activeToken(), await world.make.activeToken()]
  await accept(first)
  await expect.poll(async () => (await first.read()).lastUsedAt, { timeout: 10_000 }).toBe(world.clock.now())
  await accept(second)
  await folding.stop()
  expect(await second.read()).toMatchObject({ lastUsedAt: world.clock.now() })
})
