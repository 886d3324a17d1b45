// One action on many, on both engines: what a filter, a file or a choice gathers, what each row comes to, and what a restart or a second node changes.
import { bulkLimit } from '@motp/shared/protocol/admin-bulk'
import type { UserFilter } from '@motp/shared/protocol/admin-users'
import { listAudit } from '@motp/tests/support/audit-trail'
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createItWorld } from '@motp/tests/support/it-world'
import { refusalOf } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'
import type { BulkStaff } from './bulk.ts'

const staff: BulkStaff = { actor: 'admin:it', account: 'helpdesk01', address: '192.0.2.1' }
const suspension = { action: 'suspend', reason: 'leaving site 3' } as const
const everybody: UserFilter = { search: '', days: 30 }
const file = (...lines: string[]) => new TextEncoder().encode(['account', ...lines].join('\n'))

forEachDatabase('a bulk job', (open: OpenDatabase) => {
  const world = async (options?: Parameters<typeof createItWorld>[1]) => {
    const made = await createItWorld(await open(), options)
    const outcomes = async (jobId: string) =>
      Object.fromEntries(
        (await made.bulk.listRows(jobId, { which: 'all', after: 0, limit: 500 })).rows.map(({ account, outcome }) => [account, outcome]),
      )
    return { ...made, outcomes }
  }

  test('changes nothing before it is started, then each account with mail, event and result', async () => {
    const { bulk, bulkGather, bulkRuns, make, actions, notices, outcomes } = await world()
    const tokens = [await make.activeToken(), await make.activeToken(), await make.activeToken()]
    const job = await bulkGather.prepare(suspension, everybody, staff)
    expect(job).toMatchObject({ state: 'prepared', total: 3, done: 0, failed: 0, createdBy: 'helpdesk01' })
    expect((await tokens[0]?.read())?.state).toBe('active')
    await bulk.start(job.id, staff)
    await bulkRuns.settled()
    expect(await bulk.get(job.id)).toMatchObject({ state: 'finished', done: 3, failed: 0 })
    for (const token of tokens) {
      expect(await token.read()).toMatchObject({ state: 'suspended', suspendedBy: 'admin' })
      expect(await actions(token.user.id)).toEqual(['token.suspended'])
      expect(await notices(token.user.id)).toEqual(['token-suspended'])
    }
    expect(Object.values(await outcomes(job.id))).toEqual(['done', 'done', 'done'])
  })

  test('takes the accounts of a filter as they are when it is gathered', async () => {
    const { bulkGather, make } = await world()
    await make.activeToken({ state: 'suspended', suspendedBy: 'admin' })
    await make.activeToken()
    const job = await bulkGather.prepare({ action: 'resume', reason: 'back' }, { ...everybody, state: 'suspended' }, staff)
    await make.activeToken({ state: 'suspended', suspendedBy: 'admin' })
    expect(job.total).toBe(1)
  })

  test('takes exactly the users who were chosen, each once, and tells who went away', async () => {
    const { bulk, bulkGather, bulkRuns, make, outcomes } = await world()
    const user = async (account: string) => make.activeToken({ user: await make.user({ account }) })
    const [bob, ada, other] = [await user('TW02'), await user('TW01'), await user('TW03')]
    const job = await bulkGather.choose(suspension, [bob.user.id, ada.user.id, 'gone', bob.user.id], staff)
    expect(job).toMatchObject({ source: 'chosen', state: 'prepared', total: 3, failed: 1 })
    const { rows } = await bulk.listRows(job.id, { which: 'all', after: 0, limit: 10 })
    expect(rows.map(({ position, account }) => `${position} ${account}`)).toEqual(['1 TW01', '2 TW02', '3 gone'])
    await bulk.start(job.id, staff)
    await bulkRuns.settled()
    expect(await outcomes(job.id)).toEqual({ TW01: 'done', TW02: 'done', gone: 'not-found' })
    expect([(await ada.read())?.state, (await other.read())?.state]).toEqual(['suspended', 'active'])
  })

  test('says for each row why not, and goes on', async () => {
    const { bulk, bulkGather, bulkRuns, make, outcomes, database } = await world()
    const user = async (account: string) => make.activeToken({ user: await make.user({ account }) })
    await user('TW01')
    const boss = await user('TW02')
    await database.db.updateTable('users').set({ roles: '["user","admin"]' }).where('id', '=', boss.user.id).execute()
    const oneself = await user('TW03')
    await make.user({ account: 'TW04' })
    await make.slot(await make.user({ account: 'TW05' }))
    const job = await bulkGather.import(
      { action: 'reset', reason: 'new phones' },
      file('TW01', 'tw01', 'TW02', 'TW03', 'TW04', 'TW05', '=TW06', 'TW07'),
      staff,
    )
    expect(job).toMatchObject({ state: 'prepared', total: 8, failed: 2 })
    await bulk.start(job.id, { ...staff, actor: `admin:${oneself.user.id}` })
    await bulkRuns.settled()
    expect(await outcomes(job.id)).toEqual({
      ...{ TW01: 'done', tw01: 'line-duplicate', TW02: 'approval-required', TW03: 'own-account', TW04: 'no-token' },
      ...{ TW05: 'token-state-conflict', '=TW06': 'line-formula', TW07: 'not-found' },
    })
    expect(await bulk.get(job.id)).toMatchObject({ state: 'finished', done: 1, failed: 7 })
    const failed = await bulk.listRows(job.id, { which: 'failed', after: 0, limit: 3 })
    expect([failed.rows.length, failed.next]).toEqual([3, 5])
    const exported = []
    for await (const page of await bulk.exportRows(job.id, 'failed')) exported.push(...page)
    expect(exported).toHaveLength(7)
  })

  test('of 100,000 lines with broken characters, formulas and repetitions keeps every line, each with its fault', async () => {
    const { bulk, bulkGather } = await world()
    const kinds = ['TW', '=TW', 'TW0 ', 'TW\u0000'].map((start) => Buffer.from(start))
    const broken = Buffer.from([0x54, 0x57, 0xff])
    const lines = Array.from({ length: bulkLimit }, (_, index) => {
      const start = kinds[index % 5] ?? broken
      return Buffer.concat([start, Buffer.from(index % 5 === 2 ? '\n' : `${index}\n`)])
    })
    const job = await bulkGather.import(suspension, Buffer.concat([Buffer.from('account\n'), ...lines]), staff)
    expect(job).toMatchObject({ state: 'prepared', total: bulkLimit, failed: (bulkLimit / 5) * 4 })
    const outcomes = new Map<string, number>()
    for await (const rows of await bulk.exportRows(job.id, 'all'))
      for (const { outcome } of rows) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    expect(Object.fromEntries(outcomes)).toEqual({
      ...{ waiting: bulkLimit / 5, 'line-formula': bulkLimit / 5, 'line-duplicate': bulkLimit / 5 },
      ...{ 'line-broken': bulkLimit / 5, 'line-encoding': bulkLimit / 5 },
    })
    const tooMany = Buffer.concat([Buffer.from('account\n'), ...lines, Buffer.from('TW\n')])
    expect(await refusalOf(bulkGather.import(suspension, tooMany, staff))).toBe('file-unreadable')
  }, 60_000)

  test('invites people of the directory, known here or not, once', async () => {
    const { bulk, bulkGather, bulkRuns, make, outcomes, database, closeDirectory } = await world({ hasDirectory: true })
    await make.activeToken({ user: await make.user({ account: 'TW09' }) })
    await make.user({ account: 'TW08', mail: null })
    const wish = { action: 'invite', reason: 'new staff' } as const
    const job = await bulkGather.import(wish, file('TW01002547', 'TW09', 'TW08', 'nobody99'), staff)
    await bulk.start(job.id, staff)
    await bulkRuns.settled()
    await closeDirectory()
    expect(await outcomes(job.id)).toEqual({
      ...{ TW01002547: 'done', TW09: 'already-registered', TW08: 'mail-address-missing', nobody99: 'not-found' },
    })
    const invited = await database.db.selectFrom('users').selectAll().where('account', '=', 'TW01002547').executeTakeFirstOrThrow()
    expect(invited.lastSignInAt).toBeNull()
    const mails = await database.db.selectFrom('notices').select(['kind', 'recipient']).execute()
    expect(mails).toEqual([{ kind: 'invitation', recipient: invited.mail }])
  })

  test('is started once, and cancelled where it stands', async () => {
    const { bulk, bulkGather, bulkRuns, make } = await world()
    for (let count = 0; count < 5; count++) await make.activeToken()
    const job = await bulkGather.prepare(suspension, everybody, staff)
    const starts = await Promise.all([refusalOf(bulk.start(job.id, staff)), refusalOf(bulk.start(job.id, staff))])
    expect(starts.toSorted()).toEqual(['bulk-state-conflict', 'none'])
    await refusalOf(bulk.cancel(job.id, staff))
    await bulkRuns.settled()
    const { state, done, failed } = await bulk.get(job.id)
    expect(['cancelled', 'finished']).toContain(state)
    expect(failed).toBe(0)
    expect(done).toBeLessThanOrEqual(5)
    expect(await refusalOf(bulk.start(job.id, staff))).toBe('bulk-state-conflict')
    expect(await refusalOf(bulk.get('unknown'))).toBe('not-found')
    expect(await refusalOf(bulk.cancel('unknown', staff))).toBe('not-found')
  })

  test('goes on at another node when its own went away, and does no row twice', async () => {
    const { bulk, bulkGather, bulkRuns, make, database, clock, actions } = await world()
    const tokens = []
    for (let count = 0; count < 12; count++) tokens.push(await make.activeToken())
    const job = await bulkGather.prepare(suspension, everybody, staff)
    await bulk.start(job.id, staff)
    await bulkRuns.stop()
    const before = await bulk.get(job.id)
    expect(before.state).toBe('running')
    expect(before.done).toBeLessThan(12)
    const others = [await createItWorld(database, { clock }), await createItWorld(database, { clock })]
    await Promise.all(others.map(({ bulkRuns: runs }) => runs.resumeDue()))
    await Promise.all(others.map(({ bulkRuns: runs }) => runs.settled()))
    expect(await bulk.get(job.id)).toMatchObject({ state: 'finished', done: 12, failed: 0 })
    for (const token of tokens) expect(await actions(token.user.id)).toEqual(['token.suspended'])
    const events = (await listAudit(database.db, { limit: 100 })).filter(({ action }) => action === 'bulk.finished')
    expect(events).toHaveLength(1)
    expect(events[0]?.detail).toMatchObject({ total: 12, done: 12 })
  })

  test('that was being gathered when the server went away is given up', async () => {
    const { bulk, bulkRuns, database, clock, bulkGather, make } = await world()
    await make.activeToken()
    const job = await bulkGather.prepare(suspension, everybody, staff)
    await database.db.updateTable('bulkJobs').set({ state: 'preparing' }).where('id', '=', job.id).execute()
    clock.advance(11 * 60_000)
    await bulkRuns.resumeDue()
    expect((await bulk.get(job.id)).state).toBe('cancelled')
  })

  test('of a file that is none is refused; an export is recorded', async () => {
    const { bulkGather, make, database } = await world()
    expect(await refusalOf(bulkGather.import(suspension, new TextEncoder().encode('name\nAda'), staff))).toBe('file-unreadable')
    const token = await make.activeToken()
    const rows = []
    for await (const page of await bulkGather.exportUsers({ ...everybody, search: token.user.account }, 'csv', staff)) rows.push(...page)
    expect(rows.map(({ account }) => account)).toEqual([token.user.account])
    const [event] = await listAudit(database.db, { limit: 1 })
    expect(event).toMatchObject({ action: 'report.exported', detail: { filter: `search=${token.user.account} days=30` } })
  })
})
