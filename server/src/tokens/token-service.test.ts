// A token's life in the hands of its user and of IT, on both databases.
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld, refusalOf } from '@motp/tests/support/registration-world'
import { describe, expect, test } from 'vitest'
import type { TokenRow } from './token.ts'
import { stateAt, statesBefore, toTokenView } from './token.ts'

type Options = Parameters<typeof createRegistrationWorld>[1]

const staff = { actor: 'admin:1', address: '192.0.2.1', reason: 'lost phone' }
const world = async (open: OpenDatabase, options?: Options) => createRegistrationWorld(await open(), options)
const twice = (work: () => Promise<unknown>) => Promise.all([refusalOf(work()), refusalOf(work())])

forEachDatabase('a slot', (open) => {
  test('is made once, however many sign in at once', async () => {
    const { database, make, tokens } = await world(open)
    const user = await make.user()
    await Promise.all(Array.from({ length: 8 }, () => database.transact((tx) => tokens.ensureSlot(tx, user.id))))
    const listed = await tokens.list(make.caller(user))
    expect(listed).toHaveLength(1)
    expect(listed[0]).toMatchObject({ type: 'software', status: 'initial', expiresAt: null, mode: null })
    expect(listed[0]?.serial).toMatch(/^[0-9A-F]{8}$/)
  })
})

forEachDatabase("a user's own token", (open) => {
  test('is suspended with one proof and resumed with two', async () => {
    const { make, tokens, verification, actions, notices } = await world(open)
    const token = await make.activeToken()
    const [none, one, two] = [[], ['password'], ['password', 'mailed-code']].map((kinds) => make.caller(token.user, kinds as []))
    if (!none || !one || !two) throw new Error('unreachable')
    expect(await refusalOf(tokens.suspend(token.id, none))).toBe('proof-required')
    expect(await tokens.suspend(token.id, one)).toMatchObject({ status: 'suspended', suspendedBy: 'user' })
    const context = { actor: 'system', address: null, purpose: 'test' }
    expect(await verification.verify(token.id, token.code(), context)).toMatchObject({ reason: 'suspended' })
    expect(await refusalOf(tokens.resume(token.id, one))).toBe('proof-required')
    expect(await tokens.resume(token.id, two)).toMatchObject({ status: 'active', suspendedBy: null })
    expect(await verification.verify(token.id, token.code(), context)).toMatchObject({ accepted: true })
    expect(await actions(token.user.id)).toEqual(['token.suspended', 'verification.refused', 'token.resumed', 'verification.accepted'])
    expect(await notices(token.user.id)).toEqual(['token-suspended', 'token-resumed'])
  })

  test('a suspended token is not asked for its code, but one shown before still counts', async () => {
    const { make, tokens } = await world(open)
    const token = await make.activeToken()
    const owner = make.caller(token.user, ['code'])
    await tokens.suspend(token.id, owner)
    const details = { proofsNeeded: 1, proofKinds: ['password', 'mailed-code', 'activation-code'] }
    await expect(tokens.resume(token.id, owner)).rejects.toMatchObject({ code: 'proof-required', details })
    expect(await tokens.resume(token.id, make.caller(token.user, ['code', 'password']))).toMatchObject({ status: 'active' })
  })

  test('a proof counts for ten minutes', async () => {
    const { make, tokens, clock } = await world(open)
    const token = await make.activeToken()
    const caller = make.caller(token.user)
    clock.advance(10 * 60_000)
    expect(await refusalOf(tokens.suspend(token.id, caller))).toBe('proof-required')
  })

  test('of two clicks on suspend, or on reset, one counts', async () => {
    const { make, tokens, notices } = await world(open)
    const token = await make.activeToken()
    const caller = make.caller(token.user, ['password', 'code'])
    expect((await twice(() => tokens.suspend(token.id, caller))).toSorted()).toEqual(['none', 'token-state-conflict'])
    const resets = (await twice(() => tokens.reset(token.id, caller))).toSorted()
    expect(resets[0]).toBe('none')
    expect(['not-found', 'token-state-conflict']).toContain(resets[1])
    expect(await tokens.list(caller)).toHaveLength(1)
    expect(await notices(token.user.id)).toEqual(['token-suspended', 'token-reset'])
  })

  test('a reset erases the seed, keeps the row and its serial, and leaves an empty slot', async () => {
    const { make, tokens, verification, clock } = await world(open)
    const token = await make.activeToken()
    expect(await refusalOf(tokens.reset(token.id, make.caller(token.user)))).toBe('proof-required')
    const reset = await tokens.reset(token.id, make.caller(token.user, ['password', 'mailed-code']))
    expect(reset).toMatchObject({ changedAt: clock.now(), token: { status: 'initial', expiresAt: null } })
    expect(reset.token.serial).toMatch(/^[0-9A-F]{8}$/)
    expect(await token.read()).toMatchObject({ state: 'revoked', sealedSeed: null, serial: token.serial })
    const context = { actor: 'system', address: null, purpose: 'test' }
    expect(await verification.verify(token.id, token.code(), context)).toMatchObject({ reason: 'not-active' })
    expect(await tokens.list(make.caller(token.user))).toEqual([reset.token])
  })

  test('two proofs of one kind are one', async () => {
    const { make, tokens } = await world(open)
    const token = await make.activeToken()
    expect(await refusalOf(tokens.reset(token.id, make.caller(token.user, ['password', 'password'])))).toBe('proof-required')
  })

  test('the guide preset asks one proof, strict an activation code', async () => {
    const guide = await world(open, { preset: 'guide' })
    const first = await guide.make.activeToken()
    expect(await refusalOf(guide.tokens.reset(first.id, guide.make.caller(first.user)))).toBe('none')
    const strict = await world(open, { preset: 'strict' })
    const second = await strict.make.activeToken()
    const proofs = strict.make.caller(second.user, ['password', 'mailed-code'])
    expect(await refusalOf(strict.tokens.reset(second.id, proofs))).toBe('activation-code-required')
    await strict.activationCodes.issue(second.user.id, staff)
    expect(await refusalOf(strict.tokens.reset(second.id, proofs))).toBe('activation-code-required')
    const shown = strict.make.caller(second.user, ['password', 'activation-code'])
    expect(await refusalOf(strict.tokens.reset(second.id, shown))).toBe('none')
  })

  test("another user's token does not exist, nor does a revoked one", async () => {
    const { make, tokens, actions } = await world(open)
    const token = await make.activeToken()
    const stranger = make.caller(await make.user(), ['password', 'mailed-code'])
    const codes = [token.code(1), token.code(2)] as const
    for (const work of [
      () => tokens.suspend(token.id, stranger),
      () => tokens.resume(token.id, stranger),
      () => tokens.reset(token.id, stranger),
      () => tokens.resync(token.id, codes, stranger),
    ]) {
      expect(await refusalOf(work())).toBe('not-found')
    }
    expect(await actions(token.user.id)).toEqual([])
    const owner = make.caller(token.user, ['password', 'code'])
    await tokens.reset(token.id, owner)
    expect(await refusalOf(tokens.suspend(token.id, owner))).toBe('not-found')
  })

  test('expires on its day, with or without the sweeper', async () => {
    const { make, tokens, verification, clock, actions } = await world(open)
    const token = await make.activeToken({ expiresAt: clock.now() + 1000 })
    const other = await make.activeToken({ expiresAt: clock.now() + 2000 })
    clock.advance(1000)
    const caller = make.caller(token.user, ['password', 'code'])
    expect(await tokens.list(caller)).toMatchObject([{ status: 'expired' }])
    expect(await refusalOf(tokens.suspend(token.id, caller))).toBe('token-state-conflict')
    const context = { actor: 'system', address: null, purpose: 'test' }
    expect(await verification.verify(token.id, token.code(), context)).toMatchObject({ reason: 'expired' })
    expect(await tokens.expireDue()).toBe(1)
    expect(await tokens.expireDue()).toBe(0)
    expect((await token.read()).state).toBe('expired')
    expect((await other.read()).state).toBe('active')
    expect(await actions(token.user.id)).toContain('token.expired')
    expect(await refusalOf(tokens.reset(token.id, caller))).toBe('none')
  })
})

forEachDatabase('resynchronisation', (open) => {
  test('brings back a phone whose clock is far off', async () => {
    const { make, tokens, verification, actions, notices } = await world(open)
    const token = await make.activeToken()
    const context = { actor: 'system', address: null, purpose: 'test' }
    expect(await verification.verify(token.id, token.code(40), context)).toMatchObject({ reason: 'mismatch' })
    const caller = make.caller(token.user, ['password', 'mailed-code'])
    const codes = [token.code(40), token.code(41)] as const
    expect(await refusalOf(tokens.resync(token.id, codes, make.caller(token.user)))).toBe('proof-required')
    expect(await tokens.resync(token.id, codes, caller)).toMatchObject({ offsetSeconds: 41 * 30, token: { status: 'active' } })
    expect(await verification.verify(token.id, token.code(42), context)).toMatchObject({ accepted: true })
    expect(await refusalOf(tokens.resync(token.id, codes, caller))).toBe('codes-refused')
    expect((await actions(token.user.id)).filter((action) => action === 'token.resynced')).toHaveLength(1)
    expect(await notices(token.user.id)).toEqual(['token-resynced'])
  })

  test('counts its attempts with all others', async () => {
    const { make, tokens } = await world(open)
    const token = await make.activeToken()
    const caller = make.caller(token.user, ['password', 'mailed-code'])
    const refusals = await Promise.all(Array.from({ length: 6 }, () => refusalOf(tokens.resync(token.id, ['000000', '000001'], caller))))
    expect(refusals.filter((code) => code === 'codes-refused')).toHaveLength(3)
    expect(refusals.filter((code) => code === 'token-locked')).toHaveLength(3)
    expect(await refusalOf(tokens.resync(token.id, [token.code(1), token.code(2)], caller))).toBe('token-locked')
  })
})

forEachDatabase('IT', (open) => {
  test('suspends so that only IT can lift it, and takes over what the user suspended', async () => {
    const { make, tokens, adminTokens } = await world(open)
    const token = await make.activeToken()
    const caller = make.caller(token.user, ['password', 'mailed-code'])
    await tokens.suspend(token.id, caller)
    expect(await adminTokens.suspend(token.id, staff)).toMatchObject({ status: 'suspended', suspendedBy: 'admin' })
    expect(await refusalOf(adminTokens.suspend(token.id, staff))).toBe('token-state-conflict')
    expect(await refusalOf(tokens.resume(token.id, caller))).toBe('suspended-by-admin')
    expect(await refusalOf(tokens.reset(token.id, caller))).toBe('suspended-by-admin')
    expect(await adminTokens.resume(token.id, staff)).toMatchObject({ status: 'active', suspendedBy: null })
  })

  test('resets, and the reason goes to the trail and the mail', async () => {
    const { make, adminTokens, adminUsers, database } = await world(open)
    const token = await make.activeToken()
    expect(await adminTokens.reset(token.id, staff)).toMatchObject({ status: 'initial' })
    const { user, tokens } = await adminUsers.get(token.user.id)
    const { events } = await adminUsers.listHistory(token.user.id, { limit: 10 })
    expect(user).toMatchObject({ account: token.user.account, directory: 'Oracle' })
    expect(tokens.map(({ status }) => status).toSorted()).toEqual(['initial', 'revoked'])
    expect(events[0]).toMatchObject({ action: 'token.reset', actor: 'admin:1', serial: token.serial, detail: { reason: 'lost phone' } })
    const { data } = await database.db.selectFrom('notices').select('data').executeTakeFirstOrThrow()
    expect(JSON.parse(data)).toMatchObject({ by: 'it', reason: 'lost phone', serial: token.serial })
  })

  test('resynchronises with codes read out', async () => {
    const { make, adminTokens } = await world(open)
    const token = await make.activeToken()
    expect(await adminTokens.resync(token.id, [token.code(-30), token.code(-29)], staff)).toMatchObject({ offsetSeconds: -29 * 30 })
    expect((await token.read()).drift).toBe(-29)
  })

  test('goes no way around the proofs for its own account', async () => {
    const { make, adminTokens, activationCodes } = await world(open)
    const token = await make.activeToken()
    const oneself = { ...staff, actor: `admin:${token.user.id}` }
    for (const action of ['suspend', 'resume', 'reset', 'unlock'] as const) {
      expect(await refusalOf(adminTokens[action](token.id, oneself))).toBe('own-account')
    }
    expect(await refusalOf(adminTokens.resync(token.id, ['000000', '000001'], oneself))).toBe('own-account')
    expect(await refusalOf(activationCodes.issue(token.user.id, oneself))).toBe('own-account')
  })

  test('of two who act at once one does, the other is told that it changed', async () => {
    const { make, adminTokens, actions } = await world(open)
    const others = { ...staff, actor: 'admin:2' }
    for (const [mine, theirs] of [
      ['suspend', 'suspend'],
      ['reset', 'reset'],
    ] as const) {
      const token = await make.activeToken()
      const answers = await Promise.all([refusalOf(adminTokens[mine](token.id, staff)), refusalOf(adminTokens[theirs](token.id, others))])
      expect(answers.toSorted()).toEqual(['none', 'token-state-conflict'])
      expect(await actions(token.user.id)).toHaveLength(1)
    }
  })

  test('is told that a token went away meanwhile, whatever is to be done with it', async () => {
    const { make, adminTokens, actions } = await world(open)
    const token = await make.activeToken()
    await adminTokens.reset(token.id, { ...staff, actor: 'admin:2' })
    for (const action of ['suspend', 'resume', 'reset', 'unlock'] as const) {
      expect(await refusalOf(adminTokens[action](token.id, staff))).toBe('token-state-conflict')
    }
    expect(await refusalOf(adminTokens.extend(token.id, 30, staff))).toBe('token-state-conflict')
    expect(await refusalOf(adminTokens.resync(token.id, [token.code(1), token.code(2)], staff))).toBe('token-state-conflict')
    expect(await actions(token.user.id)).toEqual(['token.reset', 'verification.refused'])
  })

  test('meets no token under an unknown id', async () => {
    const { adminTokens } = await world(open)
    expect(await refusalOf(adminTokens.suspend('nothing', staff))).toBe('not-found')
  })
})

describe('the states of a token', () => {
  const row = { state: 'active', expiresAt: 1000 } as TokenRow
  test('follow the clock', () => {
    expect([999, 1000].map((now) => stateAt(row, now))).toEqual(['active', 'expired'])
    expect(stateAt({ ...row, state: 'revoked' }, 2000)).toBe('revoked')
  })
  test('a pause that is over is not shown', () => {
    expect(toTokenView({ ...row, lockedUntil: 500 }, 500).lockedUntil).toBeNull()
    expect(toTokenView({ ...row, lockedUntil: 500 }, 499).lockedUntil).toBe(500)
  })
  test('only IT may suspend what is suspended', () => {
    expect(statesBefore('suspend', 'self')).toEqual(['active'])
    expect(statesBefore('suspend', 'it')).toEqual(['active', 'suspended'])
  })
})
