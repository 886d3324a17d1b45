// Registering a phone offline, and activation codes, on both databases.
import { encodeGroups } from '@motp/shared/enrollment/digit-groups'
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { typeChallenge } from '@motp/tests/support/fake-phone'
import { createRegistrationWorld, refusalOf } from '@motp/tests/support/registration-world'
import { describe, expect, test } from 'vitest'
import { createLimiter } from './limiter.ts'

const minute = 60_000
const staff = { actor: 'admin:1', address: '192.0.2.1', reason: 'new employee' }
type Options = Parameters<typeof createRegistrationWorld>[1]

async function createWorld(open: OpenDatabase, options?: Options) {
  const world = await createRegistrationWorld(await open(), options)
  const { user, token } = await world.make.slot()
  const caller = world.make.caller(user, ['password', 'activation-code'])
  const start = async (by = caller) => {
    const started = await world.enrollmentStart.start(token.id, 'offline', by)
    if (started.mode !== 'offline') throw new Error('not offline')
    return started
  }
  const answer = (id: string, groups: readonly string[]) => world.offline.answer(id, groups, caller)
  const confirm = (id: string, code: string) => world.confirmation.confirm(id, { code }, caller)
  const readRow = (id: string) => world.database.db.selectFrom('enrollments').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { ...world, user, slot: token, caller, start, answer, confirm, readRow }
}

/** Check digits right, the rest made up: the echo will not fit. */
const anyResponse = (seed = '7') => encodeGroups('response', seed.repeat(25))

forEachDatabase('offline registration', (open) => {
  test('goes from ten groups of digits to a token whose codes verify', async () => {
    const { start, answer, confirm, clock, slot, user, readRow, verification, actions, notices } = await createWorld(open)
    const started = await start()
    expect(started).toMatchObject({ serial: slot.serial, expiresAt: clock.now() + 10 * minute, withActivationCode: false })
    const phone = await typeChallenge(started.groups)
    expect(await answer(started.id, phone.response)).toEqual({ outcome: 'keyed', serial: phone.serial })
    const confirmed = await confirm(started.id, await phone.showCode(0, clock.now()))
    expect(confirmed).toMatchObject({
      outcome: 'active',
      token: { serial: phone.serial, mode: 'offline', assurance: 'offline', device: null },
    })
    expect(await readRow(started.id)).toMatchObject({ state: 'active', sealedSecret: null, sealedSeed: null })
    const context = { actor: 'system', address: null, purpose: 'test' }
    expect(await verification.verify(slot.id, await phone.showCode(1, clock.now()), context)).toMatchObject({ accepted: true })
    expect((await actions(user.id)).slice(0, 3)).toEqual(['enrollment.started', 'enrollment.keyed', 'token.registered'])
    expect(await notices(user.id)).toEqual(['token-registered'])
  })

  test('a typo is named and costs no answer', async () => {
    const { start, answer, readRow } = await createWorld(open)
    const started = await start()
    const groups = anyResponse()
      .with(1, '123456')
      .with(3, started.groups[3] ?? '')
    expect(await answer(started.id, groups)).toEqual({ outcome: 'bad-groups', badGroups: [1, 3] })
    expect((await readRow(started.id)).answers).toBe(0)
  })

  test('five wrong answers empty the slot, also when they come at once', async () => {
    const { start, answer, readRow, tokens, caller } = await createWorld(open)
    const started = await start()
    const outcomes = await Promise.allSettled(['1', '2', '3', '4', '5', '6', '8'].map((digit) => answer(started.id, anyResponse(digit))))
    const left = outcomes.flatMap((one) =>
      one.status === 'fulfilled' && one.value.outcome === 'echo-mismatch' ? [one.value.answersLeft] : [],
    )
    expect(left.toSorted()).toEqual([0, 1, 2, 3, 4])
    expect(await readRow(started.id)).toMatchObject({ state: 'cancelled', answers: 5, sealedSecret: null })
    expect(await tokens.list(caller)).toMatchObject([{ status: 'initial' }])
    expect(await refusalOf(answer(started.id, anyResponse('9')))).toBe('enrollment-closed')
  })

  test('the right answer twice at once is one, and another one after it is refused', async () => {
    const { start, answer, actions, user } = await createWorld(open)
    const started = await start()
    const phone = await typeChallenge(started.groups)
    const keyed = { outcome: 'keyed', serial: phone.serial }
    expect(await Promise.all([answer(started.id, phone.response), answer(started.id, phone.response)])).toEqual([keyed, keyed])
    expect((await actions(user.id)).filter((action) => action === 'enrollment.keyed')).toHaveLength(1)
    const other = await typeChallenge(started.groups)
    expect(await refusalOf(answer(started.id, other.response))).toBe('enrollment-closed')
  })

  test('belongs to its session and dies after ten minutes', async () => {
    const { start, answer, offline, make, user, clock } = await createWorld(open)
    const started = await start()
    expect(await refusalOf(offline.answer(started.id, anyResponse(), make.caller(user)))).toBe('not-found')
    clock.advance(10 * minute)
    expect(await refusalOf(answer(started.id, anyResponse()))).toBe('enrollment-expired')
  })
})

forEachDatabase('activation codes', (open) => {
  const strict = { preset: 'strict' } as const

  test('strict policy registers nobody without one; the code is mixed into the seed and spent once', async () => {
    const { start, answer, confirm, clock, activationCodes, user, make, database, notices } = await createWorld(open, strict)
    expect(await refusalOf(start())).toBe('activation-code-required')
    const { groups } = await activationCodes.issue(user.id, staff)
    expect(await activationCodes.prove(user.id, groups.join(' '))).toBe(true)
    expect(await refusalOf(start(make.caller(user)))).toBe('activation-code-required')
    const started = await start()
    expect(started.withActivationCode).toBe(true)
    const digits = groups.map((group) => group.slice(0, 5)).join('')
    expect(await answer(started.id, (await typeChallenge(started.groups)).response)).toMatchObject({ outcome: 'echo-mismatch' })
    const phone = await typeChallenge(started.groups, digits)
    expect(await answer(started.id, phone.response)).toMatchObject({ outcome: 'keyed' })
    expect(await confirm(started.id, await phone.showCode(0, clock.now()))).toMatchObject({ outcome: 'active' })
    const code = await database.db.selectFrom('activationCodes').selectAll().executeTakeFirstOrThrow()
    expect(code).toMatchObject({ sealedDigits: null, usedAt: clock.now() })
    expect(await activationCodes.prove(user.id, groups.join(''))).toBe(false)
    expect(await notices(user.id)).toEqual(['activation-code-issued', 'token-registered'])
  })

  test('guessed void after it was shown, it starts nothing', async () => {
    const { activationCodes, user, start } = await createWorld(open, strict)
    const { groups } = await activationCodes.issue(user.id, staff)
    expect(await activationCodes.prove(user.id, groups.join(''))).toBe(true)
    const wrong = encodeGroups('activation', '123451234512345').join('')
    for (let index = 0; index < 5; index++) await activationCodes.prove(user.id, wrong)
    expect(await refusalOf(start())).toBe('activation-code-required')
  })

  test('five wrong ones make the right one void, a typo or a right one costs nothing', async () => {
    const { activationCodes, user } = await createWorld(open)
    const { groups } = await activationCodes.issue(user.id, staff)
    const wrong = encodeGroups('activation', '123451234512345').join('')
    for (let index = 0; index < 8; index++) expect(await activationCodes.prove(user.id, '111111 222222 333333')).toBe(false)
    for (let index = 0; index < 4; index++) expect(await activationCodes.prove(user.id, wrong)).toBe(false)
    expect(await activationCodes.prove(user.id, groups.join('-'))).toBe(true)
    await Promise.all(Array.from({ length: 5 }, () => activationCodes.prove(user.id, wrong)))
    expect(await activationCodes.prove(user.id, groups.join(' '))).toBe(false)
  })

  test('a new one voids the one before, for its own user alone, and each has its time', async () => {
    const { activationCodes, user, make, clock, start, database } = await createWorld(open, strict)
    const [older, other] = [await activationCodes.issue(user.id, staff), await make.user()]
    const others = await activationCodes.issue(other.id, staff)
    clock.advance(1)
    const newer = await activationCodes.issue(user.id, staff)
    expect(await activationCodes.prove(user.id, older.groups.join(''))).toBe(false)
    expect(await activationCodes.prove(user.id, others.groups.join(''))).toBe(false)
    expect(await activationCodes.prove(user.id, newer.groups.join(''))).toBe(true)
    // The proof of the session was shown before this code was issued.
    expect(await refusalOf(start())).toBe('activation-code-required')
    clock.set(newer.expiresAt)
    expect(await activationCodes.prove(user.id, newer.groups.join(''))).toBe(false)
    expect(await refusalOf(activationCodes.issue('nobody', staff))).toBe('not-found')
    await activationCodes.eraseDue()
    const left = database.db.selectFrom('activationCodes').select('id').where('sealedDigits', 'is not', null)
    expect(await left.execute()).toEqual([])
  })
})

describe('the limiter', () => {
  test('runs four, lets 32 wait, sends the rest away, and goes on', async () => {
    const limit = createLimiter({ atOnce: 4, waiting: 32 })
    let running = 0
    let most = 0
    const work = async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
    }
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => refusalOf(limit(work))))
    expect(outcomes.filter((code) => code === 'none')).toHaveLength(36)
    expect(outcomes.filter((code) => code === 'enrollment-busy')).toHaveLength(4)
    expect(most).toBe(4)
    expect(await refusalOf(limit(() => Promise.reject(new RangeError('x'))).catch(() => undefined))).toBe('none')
    expect(await refusalOf(limit(work))).toBe('none')
  })
})
