// Counts made beforehand, on both databases: whatever stands in them was counted once.
import { forEachDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'
import { countStep, listHourlyCounts } from './hourly-count-store.ts'
import { toTokenCounts } from './user-count.ts'
import { countUsers } from './user-count-store.ts'

const day = 86_400_000
const actions = ['verification.accepted', 'verification.refused']

forEachDatabase('the counts', (open) => {
  test('counts each event once, however many nodes count', async () => {
    const { database, make, verification, clock } = await createRegistrationWorld(await open())
    const token = await make.activeToken()
    const context = { actor: 'client:vpn', address: null, purpose: 'client' }
    await verification.verify(token.id, token.code(), context)
    await verification.verify(token.id, token.code(), context)
    await Promise.all([1, 2, 3].map(() => countStep(database, clock.now())))
    clock.advance(3_600_000)
    await verification.verify(token.id, token.code(), context)
    while ((await countStep(database, clock.now())) > 0);
    const counted = await listHourlyCounts(database.db, 0, actions)
    const hour = Math.floor(clock.now() / 3_600_000)
    expect(counted.toSorted((a, b) => a.hour - b.hour || a.action.localeCompare(b.action))).toEqual([
      { hour: hour - 1, action: 'verification.accepted', count: 1 },
      { hour: hour - 1, action: 'verification.refused', count: 1 },
      { hour, action: 'verification.accepted', count: 1 },
    ])
  })

  test('counts current tokens by state, and what needs looking at', async () => {
    const { database, make, clock, adminTokens } = await createRegistrationWorld(await open())
    const now = clock.now()
    await make.slot()
    await make.activeToken({ lastUsedAt: now, expiresAt: now + 10 * day })
    await make.activeToken({ enrolledAt: now - 100 * day, mode: 'offline', isHardLocked: 1 })
    const reset = await make.activeToken()
    await adminTokens.reset(reset.id, { actor: 'admin:1', address: null, reason: 'lost' })
    expect(toTokenCounts(await countUsers(database.db, now, async () => undefined))).toEqual({
      ...{ at: now, users: 4, enrolled: 2, locked: 1, expiring: 1, unused: 1 },
      states: { initial: 2, enrolling: 0, active: 2, suspended: 0, expired: 0 },
      modes: { online: 1, offline: 1, otpauth: 0 },
    })
  })
})
