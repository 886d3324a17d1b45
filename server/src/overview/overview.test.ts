// The overview on both databases, from counts made beforehand.
import { forEachDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'

forEachDatabase('the overview', (open) => {
  test('is read whole, and new at once on a small site', async () => {
    const { overview, make, clock } = await createRegistrationWorld(await open())
    const ask = () => overview.read({ span: 'week', offsetMinutes: 480 })
    expect(await ask()).toMatchObject({ counts: { users: 0 }, recent: [], waitingApprovals: 0 })
    await make.slot()
    clock.advance(1000)
    const { counts, verifications } = await ask()
    expect([counts?.states.initial, verifications.length]).toEqual([1, 7])
  })
})
