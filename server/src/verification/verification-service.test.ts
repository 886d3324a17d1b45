// Verification on both databases: accepted once, counted first, whoever asks in parallel.
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { describe, expect, test } from 'vitest'
import { createBatcher } from '../database/batcher.ts'
import type { Verdict } from './verification.ts'
import { createVerificationService } from './verification-service.ts'
import { createVerificationStore } from './verification-store.ts'

const context = { actor: 'system', address: '192.0.2.9', purpose: 'test' }
const repeat = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
const reasons = (verdicts: readonly Verdict[]) => verdicts.map((verdict) => (verdict.accepted ? 'accepted' : verdict.reason))
const count = (verdicts: readonly Verdict[], what: string) => reasons(verdicts).filter((reason) => reason === what).length

/** A service of its own, and what each of its attempts asks of the database and of the seal. */
function createNotedService(world: Awaited<ReturnType<typeof createWorld>>) {
  const { database, seal, policies } = world
  const store = createVerificationStore(database)
  let work: string[] = []
  const noted = <Result>(what: string, result: Result): Result => {
    work.push(what)
    return result
  }
  const verification = createVerificationService({
    ...{ database, policies, ports: world.ports },
    seal: { ...seal, unsealNow: (...args) => noted('unseal', seal.unsealNow(...args)) },
    store: {
      lockTokens: (tx, ids) => noted(`read ${ids.length}`, store.lockTokens(tx, ids)),
      saveJudgements: (tx, judged) => noted(`save ${judged.length}`, store.saveJudgements(tx, judged)),
    },
  })
  /** The work of the attempt, and how many events it left in the trail. */
  const take = async (attempt: () => Promise<Verdict>) => {
    work = []
    const before = await countEvents(database)
    const verdict = await attempt()
    return { verdict, work: [...work, `append ${(await countEvents(database)) - before}`] }
  }
  return { verification, take }
}

const countEvents = async ({ db }: Awaited<ReturnType<OpenDatabase>>) =>
  (await db.selectFrom('auditHead').select('sequence').executeTakeFirst())?.sequence ?? 0

async function createWorld(open: OpenDatabase, preset?: Parameters<typeof createRegistrationWorld>[1]) {
  const database = await open()
  const world = await createRegistrationWorld(database, preset)
  const verify = (token: { id: string }, code: string) => world.verification.verify(token.id, code, context)
  return { ...world, verify, database }
}

forEachDatabase('verification', (open) => {
  test('a code is accepted once', async () => {
    const { make, verify, actions } = await createWorld(open)
    const token = await make.activeToken()
    expect(await verify(token, token.code())).toMatchObject({ accepted: true })
    expect(await verify(token, token.code())).toMatchObject({ accepted: false, reason: 'replayed' })
    expect(await actions(token.user.id)).toEqual(['verification.accepted', 'verification.refused'])
  })

  test('64 replays at once accept one', async () => {
    const { make, verify } = await createWorld(open)
    const token = await make.activeToken()
    const verdicts = await Promise.all(repeat(64, () => verify(token, token.code())))
    expect(count(verdicts, 'accepted')).toBe(1)
  })

  test('two server processes accept one of 64 replays, for each of ten tokens', async () => {
    const database = await open()
    const clock = (await createRegistrationWorld(database)).clock
    const nodes = [
      await createRegistrationWorld(database, { clock }),
      await createRegistrationWorld(await open(database.location), { clock }),
    ]
    const tokens = await Promise.all(repeat(10, () => nodes[0]?.make.activeToken()))
    const attempts = tokens.flatMap((token) => repeat(64, (index) => ({ token, node: nodes[index % 2] })))
    const verdicts = await Promise.all(
      attempts.map(({ token, node }) => node?.verification.verify(token?.id ?? '', token?.code() ?? '', context)),
    )
    expect(verdicts.filter((verdict) => verdict?.accepted)).toHaveLength(10)
  })

  test('of 16 parallel guesses three are looked at, and the right one among the rest is not', async () => {
    const { make, verify } = await createWorld(open)
    const token = await make.activeToken()
    const verdicts = await Promise.all(repeat(16, (index) => verify(token, index < 8 ? '000000' : token.code())))
    expect(reasons(verdicts)).toEqual([...repeat(3, () => 'mismatch'), ...repeat(13, () => 'locked')])
    expect((await token.read()).failures).toBe(3)
  })

  test('after a pause one more wrong code doubles it, a right one clears it', async () => {
    const { make, verify, clock } = await createWorld(open)
    const token = await make.activeToken()
    for (const _ of repeat(3, () => 0)) await verify(token, '000000')
    expect(await verify(token, token.code())).toEqual({ accepted: false, reason: 'locked', retryAt: clock.now() + 30_000 })
    clock.advance(30_000)
    expect(await verify(token, '000000')).toMatchObject({ retryAt: clock.now() + 60_000 })
    clock.advance(60_000)
    expect(await verify(token, token.code())).toMatchObject({ accepted: true })
    expect(await token.read()).toMatchObject({ failures: 0, lockedUntil: null })
  })

  test('the hard lock is told once: one event, one mail; only unlocking lifts it', async () => {
    const { make, verify, clock, actions, notices, adminTokens } = await createWorld(open, { preset: 'guide' })
    const token = await make.activeToken()
    await Promise.all(repeat(8, () => verify(token, '000000')))
    clock.advance(24 * 3_600_000)
    expect(await verify(token, token.code())).toEqual({ accepted: false, reason: 'locked', retryAt: null })
    expect((await actions(token.user.id)).filter((action) => action === 'token.locked')).toHaveLength(1)
    expect(await notices(token.user.id)).toEqual(['token-locked'])
    await adminTokens.unlock(token.id, { actor: 'cli', address: null, reason: 'called in' })
    expect(await verify(token, token.code())).toMatchObject({ accepted: true })
  })

  test('a seed that does not open denies, is recorded, and leaves the others of its batch alone', async () => {
    const { make, verify, database, actions } = await createWorld(open)
    const [moved, sound] = [await make.activeToken(), await make.activeToken()]
    const { sealedSeed } = await sound.read()
    await database.db.updateTable('tokens').set({ sealedSeed }).where('id', '=', moved.id).execute()
    const verdicts = await Promise.all([verify(moved, sound.code()), verify(sound, sound.code())])
    expect(reasons(verdicts)).toEqual(['not-active', 'accepted'])
    expect(await actions(moved.user.id)).toContain('seal.failed')
  })

  test('a name that nobody goes by costs the same work as a wrong code, and gets the same answer', async () => {
    const world = await createWorld(open)
    const token = await world.make.activeToken()
    const { verification, take } = createNotedService(world)
    const verify = (tokenId: string | null) => verification.verify(tokenId, '000000', context)
    // The first code of a token opens its seed, which stays open: a few microseconds, once, beside a commit of many.
    await Promise.all([verify(token.id), verify(null)])
    const [wrong, unknown] = [await take(() => verify(token.id)), await take(() => verify(null))]
    expect(unknown).toEqual(wrong)
    expect(wrong.work).toEqual(['read 1', 'save 1', 'append 1'])
  })

  test('an unknown name never locks, so that nobody learns how often it was tried', async () => {
    const { verification } = await createWorld(open, { preset: 'guide' })
    const verdicts = await Promise.all(repeat(40, () => verification.verify(null, '000000', context)))
    expect(count(verdicts, 'mismatch')).toBe(40)
    expect(verdicts.some((verdict) => 'retryAt' in verdict)).toBe(false)
    expect(await verification.verify('no-such-token', '000000', context)).toEqual(verdicts[0])
    expect(await verification.verify(null, 'abcdef', context)).toEqual({ accepted: false, reason: 'malformed' })
  })

  test('a right code beside a wrong password is refused as a wrong code is, and is used up', async () => {
    const { make, verify, verification } = await createWorld(open)
    const [right, wrong] = [await make.activeToken(), await make.activeToken()]
    const besideWrongPassword = (token: typeof right, code: string) =>
      verification.attempt({ tokenId: token.id, codes: [code], search: 'window', context, isOtherwiseWrong: true })
    for (const _ of repeat(4, () => 0)) {
      expect(await besideWrongPassword(right, right.code())).toEqual(await besideWrongPassword(wrong, '000000'))
    }
    expect(await right.read()).toMatchObject({ failures: 3 })
    const used = await make.activeToken()
    await besideWrongPassword(used, used.code())
    expect(await verify(used, used.code())).toMatchObject({ accepted: false, reason: 'replayed' })
  })

  test('what an accepted attempt should write with it is undone with it', async () => {
    const { make, verification, verify } = await createWorld(open)
    const token = await make.activeToken()
    const attempt = { tokenId: token.id, codes: [token.code()], search: 'window', context } as const
    const failing = verification.attempt({ ...attempt, onVerdict: () => Promise.reject(new Error('disk full')) })
    const [failed, other] = await Promise.allSettled([failing, verify(await make.activeToken(), '000000')])
    expect(failed.status).toBe('rejected')
    expect(other).toMatchObject({ value: { reason: 'mismatch' } })
    expect(await verify(token, token.code())).toMatchObject({ accepted: true })
  })

  test('attempts of one turn share one transaction', async () => {
    const { make, verify, database } = await createWorld(open)
    const tokens = await Promise.all(repeat(20, () => make.activeToken()))
    let transactions = 0
    const { transact } = database
    Object.assign(database, {
      transact: (work: Parameters<typeof transact>[0]) => {
        transactions += 1
        return transact(work)
      },
    })
    const verdicts = await Promise.all(tokens.map((token) => verify(token, token.code())))
    expect(count(verdicts, 'accepted')).toBe(20)
    expect(transactions).toBeLessThanOrEqual(2)
  })
})

describe('the batcher', () => {
  test('hands on what came while it was busy together, up to its limit', async () => {
    const sizes: number[] = []
    const double = createBatcher<number, number>({
      largestBatch: 5,
      run: async (items) => {
        sizes.push(items.length)
        return items.map((item) => item * 2)
      },
    })
    expect(await Promise.all(repeat(12, double))).toEqual(repeat(12, (index) => index * 2))
    expect(sizes).toEqual([5, 5, 2])
  })

  test('fails the bad item alone', async () => {
    const check = createBatcher<number, string>({
      largestBatch: 10,
      run: async (items) => {
        if (items.includes(3)) throw new Error('three')
        return items.map(String)
      },
    })
    const outcomes = await Promise.allSettled(repeat(6, check))
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled')).toEqual([true, true, true, false, true, true])
  })
})
