// The conditional write, by itself: whoever judged an older row is refused, with or without a lock.
import { forEachDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'
import { saveJudgement } from './verification-store.ts'

forEachDatabase('the write of a judgement', (open) => {
  test.each([
    ['a step was accepted', { lastStep: 100 }],
    ['a failure was counted', { failures: 1 }],
    ['the token was suspended', { state: 'suspended' }],
  ] as const)('is refused when meanwhile %s', async (_, change) => {
    const database = await open()
    const { make } = await createRegistrationWorld(database)
    const token = await make.activeToken()
    const judged = await token.read()
    await database.db.updateTable('tokens').set(change).where('id', '=', token.id).execute()
    const changes = { lastStep: 101, failures: 0 }
    expect(await database.transact((tx) => saveJudgement(tx, judged, changes))).toBe(false)
    const now = await token.read()
    expect(await database.transact((tx) => saveJudgement(tx, now, changes))).toBe(now.state === 'active')
  })
})
