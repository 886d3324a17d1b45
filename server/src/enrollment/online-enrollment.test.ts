// An online registration from its start to its end, on both databases, with the phone's own half of the protocol.
import { forEachDatabase } from '@motp/tests/support/databases'
import { createEnrollmentWorld } from '@motp/tests/support/enrollment-world'
import { refusalOf } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'

const minute = 60_000

forEachDatabase('online registration', (open) => {
  test('goes from QR to a token whose codes verify', async () => {
    const { start, scan, confirm, clock, enrollments, caller, slot, user, readRow, verification, actions, notices } =
      await createEnrollmentWorld(open)
    const started = await start()
    expect(started.qr).toMatch(/^HTTPS:\/\/OTP\.EXAMPLE\.COM\/E#1\.[A-Z2-7]{32}\.[A-Z2-7]{26}$/)
    expect(started).toMatchObject({ serial: slot.serial, expiresAt: clock.now() + 5 * minute })
    expect(await enrollments.get(started.id, caller)).toMatchObject({ state: 'waiting', device: null, serial: null })

    const phone = await scan(started.qr)
    const arrived = await enrollments.get(started.id, caller)
    expect(arrived).toMatchObject({ state: 'keyed', device: 'iPhone · Safari', serial: phone.serial, otherDeviceTried: false })

    const confirmed = await confirm(started.id, await phone.showCode(0, clock.now()))
    expect(confirmed).toMatchObject({ outcome: 'active', offsetSeconds: 0 })
    if (confirmed.outcome !== 'active') throw new Error('unreachable')
    expect(confirmed.token).toMatchObject({ id: slot.id, status: 'active', serial: phone.serial, mode: 'online', assurance: 'bound' })
    expect(confirmed.token.expiresAt).toBe(clock.now() + 365 * 3 * 24 * 60 * minute)
    expect(confirmed.token.serial).toMatch(/^[0-9A-F]{15}$/)
    expect(await readRow(started.id)).toMatchObject({ state: 'active', sealedSecret: null, sealedSeed: null })

    const context = { actor: 'system', address: null, purpose: 'test' }
    expect(await verification.verify(slot.id, await phone.showCode(0, clock.now()), context)).toMatchObject({ reason: 'replayed' })
    expect(await verification.verify(slot.id, await phone.showCode(1, clock.now()), context)).toMatchObject({ accepted: true })
    expect((await actions(user.id)).slice(0, 3)).toEqual(['enrollment.started', 'enrollment.keyed', 'token.registered'])
    expect(await notices(user.id)).toEqual(['token-registered'])
  })

  test('needs the password, an empty slot of one’s own, and a way that is allowed', async () => {
    const { start, make, user, policies, enrollmentStart, caller } = await createEnrollmentWorld(open)
    expect(await refusalOf(start(make.caller(user, ['code', 'mailed-code'])))).toBe('proof-required')
    expect(await refusalOf(start(make.caller(await make.user())))).toBe('not-found')
    const token = await make.activeToken()
    expect(await refusalOf(enrollmentStart.start(token.id, 'online', make.caller(token.user)))).toBe('token-state-conflict')
    await policies.change({ preset: 'default', values: { 'enrollment.online': false } }, { actor: 'cli', address: null })
    expect(await refusalOf(start())).toBe('enrollment-mode-disabled')
    expect(await refusalOf(enrollmentStart.start(token.id, 'otpauth', caller))).toBe('not-found')
  })

  test('the newest start counts, also of eight at once', async () => {
    const { start, scan, enrollments, caller, readToken, database } = await createEnrollmentWorld(open)
    const older = await start()
    await Promise.all(Array.from({ length: 8 }, () => start()))
    const open_ = await database.db.selectFrom('enrollments').select('id').where('state', 'in', ['waiting', 'keyed']).execute()
    expect(open_).toHaveLength(1)
    expect(await refusalOf(scan(older.qr))).toBe('provisioning-gone')
    expect(await enrollments.get(older.id, caller)).toMatchObject({ state: 'cancelled' })
    expect(await readToken()).toMatchObject({ status: 'enrolling' })
  })

  test('is not started without end', async () => {
    const { start, clock } = await createEnrollmentWorld(open)
    for (let index = 0; index < 60; index++) await start()
    expect(await refusalOf(start())).toBe('too-many-requests')
    clock.advance(10 * minute - 1)
    expect(await refusalOf(start())).toBe('too-many-requests')
  })

  test('belongs to the console session that started it', async () => {
    const { start, scan, enrollments, confirmation, make, user, clock, readToken } = await createEnrollmentWorld(open)
    const started = await start()
    const phone = await scan(started.qr)
    const elsewhere = make.caller(user)
    expect(await refusalOf(enrollments.get(started.id, elsewhere))).toBe('not-found')
    expect(await refusalOf(enrollments.cancel(started.id, elsewhere))).toBe('not-found')
    const code = await phone.showCode(0, clock.now())
    expect(await refusalOf(confirmation.confirm(started.id, { code }, elsewhere))).toBe('not-found')
    expect(await readToken()).toMatchObject({ status: 'enrolling' })
  })

  test('ends with its session', async () => {
    const { start, greet, caller, enrollments, database, readRow, readToken } = await createEnrollmentWorld(open)
    const started = await start()
    const phone = await greet(started.qr)
    await database.transact((tx) => enrollments.closeOf(tx, { sessionId: caller.session.id }))
    expect(await refusalOf(phone.sendFinish())).toBe('provisioning-gone')
    expect(await readRow(started.id)).toMatchObject({ state: 'cancelled', sealedSecret: null, sealedSeed: null })
    expect(await readToken()).toMatchObject({ status: 'initial' })
  })

  test('given up, leaves an empty slot; giving up twice is no error', async () => {
    const { start, enrollments, caller, readToken, actions, user, confirm } = await createEnrollmentWorld(open)
    const started = await start()
    await Promise.all([enrollments.cancel(started.id, caller), enrollments.cancel(started.id, caller)])
    expect(await readToken()).toMatchObject({ status: 'initial' })
    expect(await refusalOf(confirm(started.id, '123456'))).toBe('enrollment-closed')
    expect(await actions(user.id)).toEqual(['enrollment.started', 'enrollment.cancelled'])
  })

  test('dies alone after five minutes', async () => {
    const { start, scan, enrollments, caller, clock, readRow, readToken, confirm } = await createEnrollmentWorld(open)
    const seen = await start()
    clock.advance(5 * minute)
    expect(await refusalOf(scan(seen.qr))).toBe('provisioning-gone')
    expect(await enrollments.get(seen.id, caller)).toMatchObject({ state: 'expired' })
    expect(await readRow(seen.id)).toMatchObject({ state: 'expired', sealedSecret: null })
    expect(await readToken()).toMatchObject({ status: 'initial' })
    expect(await refusalOf(confirm(seen.id, '123456'))).toBe('enrollment-expired')
  })

  test('is swept away when nobody looks', async () => {
    const { start, clock, enrollments, readRow, actions, user, readToken } = await createEnrollmentWorld(open)
    const started = await start()
    expect(await enrollments.expireDue()).toBe(0)
    clock.advance(5 * minute)
    expect(await enrollments.expireDue()).toBe(1)
    expect(await readRow(started.id)).toMatchObject({ state: 'expired', sealedSecret: null })
    expect(await readToken()).toMatchObject({ status: 'initial' })
    expect(await actions(user.id)).toEqual(['enrollment.started', 'enrollment.expired'])
  })

  test('leaves time to type the code of a phone that came late', async () => {
    const { start, scan, confirm, clock } = await createEnrollmentWorld(open)
    const started = await start()
    clock.advance(5 * minute - 1000)
    const phone = await scan(started.qr)
    clock.advance(4 * minute)
    expect(await confirm(started.id, await phone.showCode(0, clock.now()))).toMatchObject({ outcome: 'active' })
  })
})

forEachDatabase('watching', (open) => {
  test('tells each change once and ends with the registration', async () => {
    const { start, scan, confirm, enrollments, caller, clock } = await createEnrollmentWorld(open)
    const started = await start()
    const seen: string[] = []
    const { signal } = new AbortController()
    const watching = enrollments.watch(started.id, caller, { signal, emit: (view) => void seen.push(view.state) })
    const phone = await scan(started.qr)
    await expect.poll(() => seen, { timeout: 5000 }).toEqual(['waiting', 'keyed'])
    await confirm(started.id, await phone.showCode(0, clock.now()))
    await watching
    expect(seen).toEqual(['waiting', 'keyed', 'active'])
  })

  test('stops when its reader has gone, and is not for others', async () => {
    const { start, enrollments, caller, make, user } = await createEnrollmentWorld(open)
    const started = await start()
    const reader = new AbortController()
    const watching = enrollments.watch(started.id, caller, { signal: reader.signal, emit: () => reader.abort() })
    await watching
    const emit = () => undefined
    const elsewhere = enrollments.watch(started.id, make.caller(user), { signal: new AbortController().signal, emit })
    expect(await refusalOf(elsewhere)).toBe('not-found')
  })
})
