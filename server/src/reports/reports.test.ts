// Reports on both engines: each count against what was made.

import { forEachDatabase } from '@motp/tests/support/databases'
import { createItWorld } from '@motp/tests/support/it-world'
import { expect, test, vi } from 'vitest'
import { appendAudit } from '../audit/audit-store.ts'
import { saveGroups } from '../users/user-group-store.ts'

const day = 86_400_000

forEachDatabase('the reports', (open) => {
  const world = async () => createItWorld(await open())

  test('count users and tokens by directory', async () => {
    const { reports, make, clock } = await world()
    const now = clock.now()
    await make.activeToken({ lastUsedAt: now - 100 * day })
    await make.activeToken({ isHardLocked: 1, lastUsedAt: now })
    await make.activeToken({ state: 'suspended', user: await make.user({ directory: 'Outlook' }) })
    await make.user({ directory: 'Outlook' })
    const { coverage, idle } = await reports.read(30)
    expect(coverage).toEqual([
      { directory: 'Oracle', users: 2, registered: 2, suspended: 0, locked: 1, expired: 0 },
      { directory: 'Outlook', users: 2, registered: 1, suspended: 1, locked: 0, expired: 0 },
    ])
    expect(idle).toEqual([
      { directory: 'Oracle', active: 2, idle: [1, 1, 0, 0] },
      { directory: 'Outlook', active: 0, idle: [0, 0, 0, 0] },
    ])
  })

  test('count users and tokens by directory group, the largest first', async () => {
    const { reports, make, database } = await world()
    const people = [await make.user(), await make.user(), await make.user()]
    for (const user of people) await saveGroups(database.db, user.id, ['業務部'])
    const [ada] = people
    await saveGroups(database.db, ada?.id ?? '', ['業務部', 'VPN'])
    await make.activeToken({ ...(ada && { user: ada }), isHardLocked: 1 })
    await reports.read(30)
    const { groups } = await vi.waitUntil(async () => {
      const read = await reports.read(30)
      return read.groups && read
    })
    expect(groups?.rows).toEqual([
      { group: '業務部', users: 3, registered: 1, suspended: 0, locked: 1, expired: 0 },
      { group: 'VPN', users: 1, registered: 1, suspended: 0, locked: 1, expired: 0 },
    ])
    expect(await reports.export('groups', 30, { actor: 'admin:1', address: null })).toContainEqual(['VPN', 1, 1, 0, 1, 0])
  })

  test('tell who was locked out and what IT did, within the days asked for', async () => {
    const { reports, make, clock, database } = await world()
    const [ada, it] = [await make.user({ account: 'TW01' }), await make.user({ account: 'helpdesk01' })]
    const at = clock.now()
    const lock = { action: 'token.locked', actor: 'system', userId: ada.id } as const
    const act = { action: 'token.unlocked', actor: `admin:${it.id}`, userId: ada.id } as const
    await database.transact((tx) =>
      appendAudit(tx, { ...lock, at: at - 40 * day }, { ...act, at: at - 40 * day }, { ...lock, at }, { ...lock, at }, { ...act, at }),
    )
    const { lockouts, staff } = await reports.read(30)
    expect(lockouts).toEqual([{ userId: ada.id, account: 'TW01', locks: 2, lastAt: at }])
    expect(staff).toEqual([{ actor: `admin:${it.id}`, account: 'helpdesk01', action: 'token.unlocked', count: 1 }])
    expect((await reports.read(60)).lockouts[0]?.locks).toBe(3)
    expect(await reports.export('lockouts', 30, { actor: 'admin:1', address: null })).toEqual([
      ['account', 'locks', 'last'],
      ['TW01', 2, new Date(at).toISOString()],
    ])
  })

  test('count users anew when the counting has rested', async () => {
    const { reports, make, clock } = await world()
    await make.user()
    expect((await reports.read(30)).coverage[0]?.users).toBe(1)
    await make.user()
    clock.advance(5 * 60_000)
    expect((await reports.read(30)).coverage[0]?.users).toBe(2)
  })
})
