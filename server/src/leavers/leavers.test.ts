// Checks for leavers against a real OpenLDAP server, on both databases.

import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { makeDirectoryConfig } from '@motp/tests/support/directory-people'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { createItWorld } from '@motp/tests/support/it-world'
import { refusalOf } from '@motp/tests/support/registration-world'
import { type Slapd, type SlapdEntry, slapdBaseDn, startSlapd } from '@motp/tests/support/slapd'
import { Client } from 'ldapts'
import { afterEach, expect, test } from 'vitest'

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const dnOf = (number: number) => `uid=user${number},ou=people,${slapdBaseDn}`
/** Out of the base: nobody here any more, and the same person when moved back. */
const awayDnOf = (number: number) => `uid=user${number},ou=groups,${slapdBaseDn}`
const staff = { actor: 'admin:someone', account: 'admin01', address: '192.0.2.9' }
const day = 86_400_000

const slapds: Slapd[] = []
afterEach(async () => {
  for (const slapd of slapds.splice(0)) await slapd.stop()
})

/** As the one who may change everything. */
async function change({ url, rootDn, rootPassword }: Slapd, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ url })
  await client.bind(rootDn, rootPassword)
  await work(client)
  await client.unbind()
}

function person(number: number, attributes: SlapdEntry['attributes'] = {}): SlapdEntry {
  const uid = `user${number}`
  const names = { uid, cn: uid, sn: uid, displayName: `User ${number}`, mail: `${uid}@example.com` }
  return { dn: dnOf(number), attributes: { objectClass: 'inetOrgPerson', ...names, entryUUID: idOf(number), ...attributes } }
}

/** `count` people in a directory, all of them known here with a token in force. */
async function openOffice(open: OpenDatabase, count: number, values = {}) {
  const disabled = { pwdAccountLockedTime: '000001010000Z' }
  const folders = ['people', 'groups'].map((ou) => ({
    dn: `ou=${ou},${slapdBaseDn}`,
    attributes: { objectClass: 'organizationalUnit', ou },
  }))
  const people = Array.from({ length: count }, (_, number) => person(number, number === 1 ? disabled : {}))
  const slapd = await startSlapd({ entries: [...folders, ...people] })
  slapds.push(slapd)
  const clock = createFakeClock()
  const world = await createItWorld(await open(), { clock, preset: 'default', values, directoryConfigs: [makeDirectoryConfig(slapd)] })
  const tokens = []
  for (let number = 0; number < count; number++) {
    const user = await world.make.user({
      ...{ directory: 'Oracle', directoryId: idOf(number), account: `user${number}`, displayName: `User ${number}` },
      mail: `user${number}@example.com`,
    })
    tokens.push(await world.make.activeToken({ user }))
  }
  const check = async () => {
    await world.leavers.startChecks(staff)
    await world.leaverChecks.settled()
    const [found] = (await world.leavers.listChecks()).checks
    return found
  }
  const list = async () =>
    (await world.leavers.list({ tokens: 'usable', limit: 100 })).leavers.map(({ user, kind, since }) => [user.account, kind, since])
  return { ...world, clock, slapd, check, list, tokens }
}

forEachDatabase('a check for leavers', (open) => {
  test('finds who was deleted and who is disabled, not who was renamed; whoever comes back leaves the list', async () => {
    const { slapd, check, list, clock, leavers, database } = await openOffice(open, 30)
    const [unchecked] = (await leavers.listChecks()).checks
    expect(unchecked).toMatchObject({ directory: 'Oracle', state: 'never' })
    await change(slapd, async (client) => {
      await client.del(dnOf(2))
      await client.modifyDN(dnOf(3), `uid=renamed,ou=people,${slapdBaseDn}`)
    })
    const first = clock.now()
    expect(await check()).toMatchObject({ state: 'done', asked: 30, total: 30, found: { at: first, users: 30, gone: 1, disabled: 1 } })
    expect((await list()).toSorted()).toEqual([
      ['user1', 'disabled', first],
      ['user2', 'gone', first],
    ])
    const renamed = await database.db.selectFrom('users').select('account').where('directoryId', '=', idOf(3)).executeTakeFirst()
    expect(renamed?.account).toBe('renamed')

    clock.advance(day)
    await change(slapd, (client) => client.del(dnOf(4)))
    await check()
    // Still since the first time.
    expect((await list()).at(0)).toEqual(['user4', 'gone', first + day])
    expect((await list()).slice(1).toSorted()).toEqual([
      ['user1', 'disabled', first],
      ['user2', 'gone', first],
    ])
    await change(slapd, (client) => client.modifyDN(dnOf(5), awayDnOf(5)))
    await check()
    expect(await list()).toHaveLength(4)
    await change(slapd, (client) => client.modifyDN(awayDnOf(5), dnOf(5)))
    expect(await check()).toMatchObject({ found: { gone: 2, disabled: 1 } })
    expect(await list()).toHaveLength(3)
  })

  test('that gets no answer finds nobody and forgets nobody, and says why', async () => {
    const { slapd, check, list, leavers } = await openOffice(open, 5)
    await change(slapd, (client) => client.del(dnOf(2)))
    await check()
    const before = await list()
    expect(before).toHaveLength(2)
    await slapd.stop()
    slapds.splice(0)
    expect(await check()).toMatchObject({ state: 'failed', fault: 'not-reachable', found: { gone: 1 } })
    expect(await list()).toEqual(before)
    const wish = { reason: 'left', unbraked: ['Oracle'] }
    expect(await refusalOf(leavers.prepareSuspension(wish, staff))).toBe('directory-unavailable')
  })

  test('runs by itself once a day and only lists; of two nodes one runs it', async () => {
    const { slapd, clock, leaverChecks, database, list, tokens } = await openOffice(open, 5)
    await change(slapd, (client) => client.del(dnOf(2)))
    const other = await createItWorld(database, { clock, directoryConfigs: [makeDirectoryConfig(slapd)] })
    const sweep = async () => {
      await Promise.all([leaverChecks.startDue(), other.leaverChecks.startDue()])
      await Promise.all([leaverChecks.settled(), other.leaverChecks.settled()])
    }
    const countChecks = async () =>
      (await database.db.selectFrom('auditEvents').select('actor').where('action', '=', 'leavers.checked').execute()).length
    await sweep()
    // A server that has just started has other things to do.
    expect(await countChecks()).toBe(0)
    clock.advance(15 * 60_000)
    await sweep()
    await sweep()
    expect(await countChecks()).toBe(1)
    expect(await list()).toHaveLength(2)
    expect((await tokens[2]?.read())?.state).toBe('active')
    clock.advance(day)
    await sweep()
    expect(await countChecks()).toBe(2)
  })

  test('walks through thousands, keeps their groups, and pages the list', async () => {
    const count = 2300
    const { slapd, check, leavers, adminUsers, database, clock } = await openOffice(open, 20)
    const at = clock.now()
    const entries = Array.from({ length: count }, (_, index) => index + 100)
    await change(slapd, async (client) => {
      for (const number of entries.filter((one) => one % 2 === 0)) {
        const uid = `user${number}`
        await client.add(dnOf(number), { objectClass: 'inetOrgPerson', uid, cn: uid, sn: uid })
      }
      const member = entries.filter((one) => one % 20 === 0).map(dnOf)
      await client.add(`cn=VPN 台北,ou=groups,${slapdBaseDn}`, { objectClass: 'groupOfNames', member })
    })
    const ids = new Map<string, string>()
    await change(slapd, async (client) => {
      const options = { filter: '(uid=*)', attributes: ['uid', 'entryUUID'], paged: { pageSize: 500 } }
      const { searchEntries } = await client.search(`ou=people,${slapdBaseDn}`, options)
      for (const { uid, entryUUID } of searchEntries) ids.set(String(uid), String(entryUUID))
    })
    const rows = entries.map((number) => {
      const account = `user${number}`
      const known = { account, accountKey: account, displayName: account, mail: null, language: 'en' as const, createdAt: at }
      return { id: `known-${number}`, directory: 'Oracle', directoryId: ids.get(account) ?? idOf(number), lastSignInAt: null, ...known }
    })
    for (let start = 0; start < rows.length; start += 500)
      await database.db
        .insertInto('users')
        .values(rows.slice(start, start + 500))
        .execute()

    expect(await check()).toMatchObject({ state: 'done', total: count + 20, found: { users: count + 20, gone: count / 2, disabled: 1 } })
    const found: string[] = []
    let after: string | undefined
    do {
      const page = await leavers.list({ tokens: 'any', kind: 'gone', after, limit: 100 })
      found.push(...page.leavers.map(({ user }) => user.account))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(new Set(found).size).toBe(count / 2)
    expect(found).toHaveLength(count / 2)
    const inGroup = await adminUsers.search({ search: '', days: 30, group: 'VPN 台北', limit: 100 })
    expect(inGroup.total).toBe(entries.filter((one) => one % 20 === 0).length)
    expect(await adminUsers.listGroups('VPN', 10)).toEqual(['VPN 台北'])
  })
})

forEachDatabase('suspending leavers', (open) => {
  test('asks the directory once more, tells the user why, and leaves out who is back', async () => {
    const { slapd, check, leavers, list, bulk, bulkRuns, tokens, notices, actions } = await openOffice(open, 30)
    await change(slapd, async (client) => {
      await client.del(dnOf(2))
      await client.modifyDN(dnOf(3), awayDnOf(3))
    })
    await check()
    expect(await list()).toHaveLength(3)
    await change(slapd, (client) => client.modifyDN(awayDnOf(3), dnOf(3)))
    const { job } = await leavers.prepareSuspension({ reason: '離職', unbraked: [] }, staff)
    expect(job).toMatchObject({ action: 'suspend', source: 'leavers', reason: '離職', state: 'prepared' })
    await bulk.start(job.id, staff)
    await bulkRuns.settled()
    expect((await tokens[2]?.read())?.state).toBe('suspended')
    expect((await tokens[1]?.read())?.state).toBe('suspended')
    expect((await tokens[3]?.read())?.state).toBe('active')
    expect(await notices(tokens[2]?.user.id ?? '')).toEqual(['token-suspended'])
    expect(await actions(tokens[2]?.user.id ?? '')).toContain('token.suspended')
    // Those who are suspended need nothing more, and who is back is no leaver.
    expect(await list()).toEqual([])
  })

  test('of the chosen alone, and of nobody who is not in the list', async () => {
    const { slapd, check, leavers, tokens } = await openOffice(open, 30)
    await change(slapd, async (client) => {
      await client.del(dnOf(2))
      await client.del(dnOf(3))
    })
    await check()
    const userIds = [tokens[2]?.user.id ?? '', tokens[5]?.user.id ?? '', 'nobody']
    const { job } = await leavers.prepareSuspension({ reason: 'left', unbraked: [], userIds }, staff)
    expect(job.total).toBe(1)
  })

  test('of very many at once is braked until somebody says that they have made sure', async () => {
    const { slapd, check, leavers, database } = await openOffice(open, 20, { 'leavers.brakePercent': 10 })
    await change(slapd, async (client) => {
      for (const number of [2, 3]) await client.del(dnOf(number))
    })
    // Two of twenty are not more than ten per cent.
    expect(await check()).toMatchObject({ isBraked: false })
    await change(slapd, (client) => client.del(dnOf(4)))
    expect(await check()).toMatchObject({ isBraked: true })
    const wish = { reason: 'left', unbraked: [] }
    expect(await refusalOf(leavers.prepareSuspension(wish, staff))).toBe('leavers-braked')
    expect(await refusalOf(leavers.prepareSuspension({ ...wish, unbraked: ['Outlook'] }, staff))).toBe('leavers-braked')
    // The directory's own word that somebody is disabled is no sign of a fault.
    expect((await leavers.prepareSuspension({ ...wish, kind: 'disabled' }, staff)).job.total).toBe(1)
    expect((await leavers.prepareSuspension({ ...wish, unbraked: ['Oracle'] }, staff)).job.total).toBe(4)
    const lifted = await database.db
      .selectFrom('auditEvents')
      .select(['actor', 'detail'])
      .where('action', '=', 'leavers.unbraked')
      .execute()
    expect(lifted).toMatchObject([{ actor: staff.actor, detail: expect.stringContaining('Oracle') }])
  })
})
