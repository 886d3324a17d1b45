// The groups of users: kept at sign-in and by checks, found by, listed as they begin. On both databases.
import { countedUsers, type UserFilter } from '@motp/shared/protocol/admin-users'
import { forEachDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'
import { findGroups, listGroupNames, saveGroups } from './user-group-store.ts'

const plain: UserFilter = { search: '', days: 30 }

forEachDatabase('the groups of users', (open) => {
  test('become what the directory says', async () => {
    const { database, make } = await createRegistrationWorld(await open())
    const user = await make.user()
    await saveGroups(database.db, user.id, ['業務部', 'VPN'])
    await saveGroups(database.db, user.id, ['VPN', '資訊部'])
    expect(await findGroups(database.db, user.id)).toEqual(['VPN', '資訊部'])
    await saveGroups(database.db, user.id, [])
    expect(await findGroups(database.db, user.id)).toEqual([])
  })

  test('are listed as they begin, byte by byte, each once', async () => {
    const { database, make } = await createRegistrationWorld(await open())
    for (const names of [
      ['a', 'ab', 'B'],
      ['ab', 'b', '部門 1'],
      ['部門 2', "o'clock %"],
    ]) {
      await saveGroups(database.db, (await make.user()).id, names)
    }
    expect(await listGroupNames(database.db, '', 50)).toEqual(['B', 'a', 'ab', 'b', "o'clock %", '部門 1', '部門 2'])
    expect(await listGroupNames(database.db, 'a', 50)).toEqual(['a', 'ab'])
    expect(await listGroupNames(database.db, '部門', 1)).toEqual(['部門 1'])
    expect(await listGroupNames(database.db, '%', 50)).toEqual([])
    expect(await listGroupNames(database.db, 'zz', 50)).toEqual([])
  })

  test('narrow the list, with other filters, be they few or more than are counted', async () => {
    const { database, make, adminUsers, clock } = await createRegistrationWorld(await open())
    const accounts = async (filter: Partial<UserFilter>) =>
      (await adminUsers.search({ ...plain, ...filter, limit: 100 })).users.map(({ account }) => account)
    const [ada, bob] = [await make.user({ account: 'ada' }), await make.user({ account: 'bob' })]
    await make.activeToken({ user: ada })
    await make.slot(bob)
    for (const { id } of [ada, bob]) await saveGroups(database.db, id, ['VPN'])
    expect(await accounts({ group: 'VPN' })).toEqual(['ada', 'bob'])
    expect(await accounts({ group: 'VPN', state: 'active' })).toEqual(['ada'])
    expect(await accounts({ group: 'VPN', directory: 'Outlook' })).toEqual([])
    expect(await accounts({ group: 'vpn' })).toEqual([])

    const many = Array.from({ length: countedUsers }, (_, number) => `m${String(number).padStart(5, '0')}`)
    const seen = { language: 'en', createdAt: clock.now(), lastSignInAt: null, mail: null, directory: 'Oracle' } as const
    for (let start = 0; start < many.length; start += 1000) {
      const part = many.slice(start, start + 1000)
      const rows = part.map((name) => ({ id: name, directoryId: name, account: name, accountKey: name, displayName: name, ...seen }))
      await database.db.insertInto('users').values(rows).execute()
      await database.db
        .insertInto('userGroups')
        .values(part.map((userId) => ({ userId, groupName: 'VPN' })))
        .execute()
    }
    await make.slot(await make.user({ account: 'cat' }))
    const page = await adminUsers.search({ ...plain, group: 'VPN', limit: 3 })
    expect([page.users.map(({ account }) => account), page.total]).toEqual([['ada', 'bob', 'm00000'], null])
    expect(await accounts({ group: 'VPN', search: 'ca' })).toEqual([])
  })
})
