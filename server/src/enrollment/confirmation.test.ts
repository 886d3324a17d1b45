// The first code of a phone, on both databases: what it decides, how often it may be tried.
import { parseOtpauthUri } from '@motp/shared/otp/otpauth-uri'
import { generateCode } from '@motp/shared/otp/totp'
import { forEachDatabase } from '@motp/tests/support/databases'
import { createEnrollmentWorld, createKeyedWorld } from '@motp/tests/support/enrollment-world'
import { refusalOf } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'

forEachDatabase('confirming', (open) => {
  test('learns the clock of the phone, and the next code verifies at once', async () => {
    const { confirm, show, slot, verification } = await createKeyedWorld(open)
    expect(await confirm(await show(9))).toMatchObject({ outcome: 'active', offsetSeconds: 270 })
    const context = { actor: 'system', address: null, purpose: 'test' }
    expect(await verification.verify(slot.id, await show(10), context)).toMatchObject({ accepted: true })
    expect(await verification.verify(slot.id, await show(-1), context)).toMatchObject({ accepted: false })
  })

  test('says how far a clock is off that is too far off to be accepted', async () => {
    const { confirm, show } = await createKeyedWorld(open)
    expect(await confirm(await show(14))).toEqual({ outcome: 'mismatch', triesLeft: 4, clockOffsetSeconds: 420 })
    expect(await confirm(await show(-100))).toEqual({ outcome: 'mismatch', triesLeft: 3, clockOffsetSeconds: -3000 })
    expect(await confirm(await show(121))).toMatchObject({ outcome: 'mismatch', clockOffsetSeconds: null })
  })

  test('looks at five codes, also of sixteen at once, and empties the slot after them', async () => {
    const { confirm, show, readToken, readRow, started } = await createKeyedWorld(open)
    const outcomes = await Promise.allSettled(Array.from({ length: 16 }, () => confirm('000000')))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect(await readToken()).toMatchObject({ status: 'initial' })
    expect(await readRow(started.id)).toMatchObject({ state: 'cancelled', tries: 5, sealedSeed: null })
    expect(await refusalOf(confirm(await show()))).toBe('enrollment-closed')
  })

  test('what cannot be a code costs no try', async () => {
    const { confirm, show } = await createKeyedWorld(open)
    for (let index = 0; index < 6; index++) expect(await confirm('12 34')).toMatchObject({ outcome: 'mismatch', triesLeft: 5 })
    expect(await confirm(await show())).toMatchObject({ outcome: 'active' })
  })

  test('twice at once registers once', async () => {
    const { confirm, show, notices, user } = await createKeyedWorld(open)
    const code = await show()
    const outcomes = await Promise.all([refusalOf(confirm(code)), refusalOf(confirm(code))])
    expect(outcomes.toSorted()).toEqual(['enrollment-closed', 'none'])
    expect(await notices(user.id)).toEqual(['token-registered'])
  })

  test('before the phone has come is refused', async () => {
    const world = await createEnrollmentWorld(open)
    const started = await world.start()
    expect(await refusalOf(world.confirm(started.id, '123456'))).toBe('enrollment-closed')
    await world.greet(started.qr)
    expect(await refusalOf(world.confirm(started.id, '123456'))).toBe('enrollment-closed')
  })

  test('wants no second code here', async () => {
    const { confirmation, started, caller, show } = await createKeyedWorld(open)
    const typed = { code: await show(), secondCode: await show(1) }
    expect(await refusalOf(confirmation.confirm(started.id, typed, caller))).toBe('invalid-request')
  })
})

forEachDatabase('compatible registration', (open) => {
  const values = { 'enrollment.otpauth': true }
  test('is off by default; switched on, it asks two consecutive codes', async () => {
    const off = await createEnrollmentWorld(open)
    expect(await refusalOf(off.enrollmentStart.start(off.slot.id, 'otpauth', off.caller))).toBe('enrollment-mode-disabled')
    const { enrollmentStart, confirmation, slot, caller, clock, readRow } = await createEnrollmentWorld(open, { preset: 'default', values })
    const started = await enrollmentStart.start(slot.id, 'otpauth', caller)
    if (started.mode !== 'otpauth') throw new Error('unreachable')
    const app = parseOtpauthUri(started.uri)
    if (!app) throw new Error(`not an otpauth URI: ${started.uri}`)
    const step = Math.floor(clock.now() / 30_000)
    const [code, secondCode] = [generateCode(app.seed, app.parameters, step), generateCode(app.seed, app.parameters, step + 1)]
    expect(await refusalOf(confirmation.confirm(started.id, { code }, caller))).toBe('invalid-request')
    expect(await confirmation.confirm(started.id, { code: secondCode, secondCode: code }, caller)).toMatchObject({ outcome: 'mismatch' })
    const confirmed = await confirmation.confirm(started.id, { code, secondCode }, caller)
    expect(confirmed).toMatchObject({ outcome: 'active', token: { mode: 'otpauth', assurance: 'compat', device: null } })
    expect(await readRow(started.id)).toMatchObject({ sealedSeed: null })
  })
})
