// Users as IT finds and helps them, on both databases.
import { countedUsers, type UserFilter } from '@motp/shared/protocol/admin-users'
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld, refusalOf } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'
import { noticeContext } from '../seal/seal-context.ts'

const day = 86_400_000
const plain: UserFilter = { search: '', days: 30 }

async function openDesk(open: OpenDatabase) {
  const world = await createRegistrationWorld(await open())
  const accounts = async (filter: Partial<UserFilter>) =>
    (await world.adminUsers.search({ ...plain, ...filter, limit: 100 })).users.map(({ account }) => account)
  const named = (account: string, fields = {}) => world.make.user({ account, ...fields })
  return { ...world, accounts, named }
}

forEachDatabase('the list of users', (open) => {
  test('finds by the beginning of account, name or serial, and nothing by wildcards', async () => {
    const { make, named, accounts } = await openDesk(open)
    const token = await make.activeToken({ user: await named('TW01002547', { displayName: 'Ada Lin' }) })
    await named('HK_1', { displayName: '王小明' })
    for (const search of ['tw0100', 'ADA', token.serial.slice(0, 6).toLowerCase()])
      expect(await accounts({ search })).toEqual(['TW01002547'])
    for (const search of ['%', '_', 'W0100', "' or 1=1 --"]) expect(await accounts({ search })).toEqual([])
    expect(await accounts({ search: 'hk_' })).toEqual(['HK_1'])
    expect(await accounts({ search: '王小' })).toEqual(['HK_1'])
    expect(await accounts({})).toEqual(['HK_1', 'TW01002547'])
  })

  test('is filtered by what stands in the current token', async () => {
    const { make, named, accounts, clock } = await openDesk(open)
    const now = clock.now()
    await make.activeToken({ user: await named('a-used'), lastUsedAt: now, expiresAt: now + 400 * day })
    await make.activeToken({ user: await named('b-old'), enrolledAt: now - 90 * day, mode: 'offline', assurance: 'offline' })
    await make.activeToken({ user: await named('c-locked'), lastUsedAt: now, isHardLocked: 1 })
    await make.activeToken({ user: await named('d-paused'), lastUsedAt: now, lockedUntil: now + 60_000 })
    await make.activeToken({ user: await named('e-ending'), lastUsedAt: now, expiresAt: now + 10 * day })
    await make.activeToken({ user: await named('f-suspended'), lastUsedAt: now, state: 'suspended', suspendedBy: 'admin' })
    await make.slot(await named('g-empty', { directory: 'Outlook' }))
    expect(await accounts({ state: 'suspended' })).toEqual(['f-suspended'])
    expect(await accounts({ mode: 'offline' })).toEqual(['b-old'])
    expect(await accounts({ assurance: 'bound', state: 'active' })).toEqual(['a-used', 'c-locked', 'd-paused', 'e-ending'])
    expect(await accounts({ concern: 'locked' })).toEqual(['c-locked', 'd-paused'])
    expect(await accounts({ concern: 'expiring' })).toEqual(['e-ending'])
    expect(await accounts({ concern: 'unused' })).toEqual(['b-old'])
    expect(await accounts({ concern: 'never-enrolled' })).toEqual(['g-empty'])
    expect(await accounts({ directory: 'Outlook' })).toEqual(['g-empty'])
    expect(await accounts({ search: 'd', concern: 'locked' })).toEqual(['d-paused'])
  })

  test('a user whose phone was reset is not one who never had one', async () => {
    const { make, adminTokens, accounts } = await openDesk(open)
    const token = await make.activeToken()
    await adminTokens.reset(token.id, { actor: 'admin:1', address: null, reason: 'lost' })
    expect(await accounts({ concern: 'never-enrolled' })).toEqual([])
  })

  test('goes on where a page ended, in any alphabet, whether an index leads or not', async () => {
    const { named, make, adminUsers } = await openDesk(open)
    const names = ['Ähre', 'a-1', 'A-2', 'b', '王', '林', '𠮷', 'z']
    for (const name of names) await make.slot(await named(name))
    for (const filter of [{}, { state: 'initial' }, { concern: 'unused' }] as const) {
      const seen: string[] = []
      let after: string | undefined
      for (let page = 0; page < 20; page++) {
        const { users, next } = await adminUsers.search({ ...plain, ...filter, limit: 3, after })
        seen.push(...users.map(({ account }) => account))
        if (next === null) break
        after = next
      }
      const expected = 'concern' in filter ? [] : ['a-1', 'A-2', 'b', 'z', 'Ähre', '林', '王', '𠮷']
      expect(seen).toEqual(expected)
    }
  })

  test('a beginning that more people have than are counted leaves nobody out', async () => {
    const { named, make, adminUsers, database } = await openDesk(open)
    const first = await named('a-first', { displayName: '王 1' })
    await make.slot(first)
    const row = await database.db.selectFrom('users').selectAll().where('id', '=', first.id).executeTakeFirstOrThrow()
    const others = Array.from({ length: countedUsers + 100 }, (_, index) => {
      const id = `other-${index}`
      return { ...row, id, directoryId: id, account: id, accountKey: id, displayName: `王 ${index}` }
    })
    for (let start = 0; start < others.length; start += 500)
      await database.db
        .insertInto('users')
        .values(others.slice(start, start + 500))
        .execute()
    const seen = new Set<string>()
    let after: string | undefined
    do {
      const page = await adminUsers.search({ ...plain, search: '王', limit: 100, after })
      expect(page.total).toBeNull()
      for (const { id } of page.users) seen.add(id)
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(seen.size).toBe(others.length + 1)
  })

  test('says how many match, and shows members of IT', async () => {
    const { named, make, adminUsers } = await openDesk(open)
    for (const account of ['a', 'b', 'c']) await make.slot(await named(account))
    await make.slot(await named('boss', { roles: ['user', 'admin'] }))
    expect(await adminUsers.search({ ...plain, state: 'initial', limit: 2 })).toMatchObject({ total: 4 })
    const { users, total } = await adminUsers.search({ ...plain, role: 'it', limit: 10 })
    expect([users.map(({ account, roles }) => [account, roles]), total]).toEqual([[['boss', ['user', 'admin']]], 1])
  })
})

forEachDatabase('one user', (open) => {
  test('stands with tokens, last use, mails and notes; nobody writes a note about themselves', async () => {
    const { make, adminUsers, verification } = await openDesk(open)
    const author = await make.user({ roles: ['user', 'helpdesk'] })
    const token = await make.activeToken()
    await verification.verify(token.id, token.code(), { actor: 'client:vpn', address: '192.0.2.9', purpose: 'client' })
    const by = { authorId: author.id, address: null }
    await adminUsers.addNote(token.user.id, 'called about a new phone', by)
    const detail = await adminUsers.get(token.user.id)
    expect(detail.lastUse).toMatchObject({ by: 'client:vpn', address: '192.0.2.9' })
    expect(detail.notes).toMatchObject([{ author: author.account, text: 'called about a new phone' }])
    expect(await refusalOf(adminUsers.addNote(author.id, 'x', by))).toBe('own-account')
    expect(await refusalOf(adminUsers.get('nobody'))).toBe('not-found')
  })

  test('an expired token is extended, never beyond a new one and never to an earlier day', async () => {
    const { make, adminTokens, clock, notices } = await openDesk(open)
    const staff = { actor: 'admin:1', address: null, reason: 'works until spring' }
    const token = await make.activeToken({ state: 'expired', suspendedBy: 'user', expiresAt: clock.now() - day })
    expect(await adminTokens.extend(token.id, 30, staff)).toMatchObject({ status: 'suspended', expiresAt: clock.now() + 30 * day })
    expect(await refusalOf(adminTokens.extend(token.id, 10, staff))).toBe('token-state-conflict')
    expect(await refusalOf(adminTokens.extend(token.id, 3650, staff))).toBe('invalid-request')
    expect(await notices(token.user.id)).toEqual(['token-extended'])
  })
})

forEachDatabase('a caller', (open) => {
  const staff = { actor: 'admin:1', address: '192.0.2.1' }

  test('proves by the code of the phone, which counts like any other', async () => {
    const { make, callers, actions } = await openDesk(open)
    const token = await make.activeToken()
    const prove = (code: string) => callers.prove(token.user.id, { kind: 'code', code }, staff)
    expect(await prove(token.code())).toEqual({ isRight: true, reason: null, retryAt: null })
    expect(await prove(token.code())).toMatchObject({ isRight: false, reason: 'replayed' })
    expect((await token.read()).failures).toBe(1)
    expect(await actions(token.user.id)).toEqual(expect.arrayContaining(['caller.proved', 'caller.refused', 'verification.refused']))
  })

  test('proves by a mailed code, once, within five tries, never for somebody else', async () => {
    const { make, callers, database, seal } = await openDesk(open)
    const [user, other] = [await make.user(), await make.user()]
    const readCode = async () => {
      const { id, data } = await database.db
        .selectFrom('notices')
        .select(['id', 'data'])
        .where('kind', '=', 'caller-code')
        .orderBy('createdAt', 'desc')
        .executeTakeFirstOrThrow()
      const text = new TextDecoder().decode(await seal.unseal(data, noticeContext(id)))
      return (JSON.parse(text) as { code: string }).code
    }
    await callers.mailCode(user.id, staff)
    const code = await readCode()
    const prove = (who: string, typed: string) => callers.prove(who, { kind: 'mailed-code', code: typed }, staff)
    expect(await prove(other.id, code)).toMatchObject({ isRight: false, reason: 'no-mailed-code' })
    expect(await prove(user.id, code)).toMatchObject({ isRight: true })
    expect(await prove(user.id, code)).toMatchObject({ isRight: false, reason: 'no-mailed-code' })
  })

  test('is nobody asked about themselves, nor mailed endlessly', async () => {
    const { make, callers } = await openDesk(open)
    const user = await make.user()
    expect(await refusalOf(callers.mailCode(user.id, { actor: `admin:${user.id}`, address: null }))).toBe('own-account')
    for (let mail = 0; mail < 3; mail++) await callers.mailCode(user.id, staff)
    expect(await refusalOf(callers.mailCode(user.id, staff))).toBe('too-many-requests')
    for (let tries = 0; tries < 5; tries++) await callers.prove(user.id, { kind: 'mailed-code', code: '00000000' }, staff)
    expect(await callers.prove(user.id, { kind: 'mailed-code', code: '00000000' }, staff)).toMatchObject({ reason: 'no-mailed-code' })
  })
})
