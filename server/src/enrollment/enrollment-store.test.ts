// Each counting or moving write by itself: its WHERE clause is the decision.
import { forEachDatabase } from '@motp/tests/support/databases'
import { createEnrollmentWorld, createKeyedWorld } from '@motp/tests/support/enrollment-world'
import { expect, test } from 'vitest'
import { countTry, endEnrollment, stepEnrollment, takeTicket } from './enrollment-store.ts'

forEachDatabase('the writes of an enrollment', (open) => {
  test('count five tries and no more, and none once its time is over', async () => {
    const { database, started, clock } = await createKeyedWorld(open)
    const count = (now: number) => database.transact((tx) => countTry(tx, started.id, now))
    expect(await count(clock.now() + 3_600_000)).toBeUndefined()
    const tries = []
    for (let index = 0; index < 7; index++) tries.push((await count(clock.now()))?.tries)
    expect(tries).toEqual([1, 2, 3, 4, 5, undefined, undefined])
  })

  test('give a ticket to one phone, in time', async () => {
    const { database, start, clock } = await createEnrollmentWorld(open)
    const { id, expiresAt } = await start()
    const take = (now: number) => takeTicket(database.db, id, { now, changes: { exchange: '{}' } })
    expect(await take(expiresAt)).toBe(false)
    expect([await take(clock.now()), await take(clock.now())]).toEqual([true, false])
  })

  test('step once, from the right state, in time, and end once', async () => {
    const { database, start, clock } = await createEnrollmentWorld(open)
    const { id, expiresAt } = await start()
    const step = (now: number) => database.transact((tx) => stepEnrollment(tx, id, { from: 'waiting', now, changes: { state: 'keyed' } }))
    expect(await step(expiresAt)).toBeUndefined()
    expect(await step(clock.now())).toMatchObject({ state: 'keyed' })
    expect(await step(clock.now())).toBeUndefined()
    const end = () => database.transact((tx) => endEnrollment(tx, id, 'cancelled'))
    expect([await end(), await end()]).toEqual([true, false])
  })
})
