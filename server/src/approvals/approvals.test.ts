// Two administrators, on both databases.
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld, refusalOf } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'

async function openDesk(open: OpenDatabase) {
  const world = await createRegistrationWorld(await open())
  const helper = await world.make.user({ roles: ['user', 'helpdesk'] })
  const admin = await world.make.user({ roles: ['user', 'admin'] })
  const token = await world.make.activeToken({ user: await world.make.user({ roles: ['user', 'admin'] }) })
  const as = ({ id }: { id: string }, isAdmin: boolean) => ({ userId: id, address: '192.0.2.1', isAdmin })
  const wanted = { action: 'reset', userId: token.user.id, reason: 'new phone' } as const
  return { ...world, helper, admin, token, as, wanted }
}

forEachDatabase('a member of IT', (open) => {
  test('is suspended by one administrator, but helped by two', async () => {
    const { adminTokens, activationCodes, token, helper } = await openDesk(open)
    const staff = { actor: `admin:${helper.id}`, address: null, reason: 'asked by telephone' }
    for (const refused of [adminTokens.reset, adminTokens.unlock, adminTokens.resume]) {
      expect(await refusalOf(refused(token.id, staff))).toBe('approval-required')
    }
    expect(await refusalOf(adminTokens.extend(token.id, 30, staff))).toBe('approval-required')
    expect(await refusalOf(activationCodes.issue(token.user.id, staff))).toBe('approval-required')
    expect(await adminTokens.suspend(token.id, staff)).toMatchObject({ status: 'suspended' })
    expect(await refusalOf(adminTokens.reset(token.id, { actor: 'cli', address: null, reason: 'at the machine' }))).toBe('none')
  })
})

forEachDatabase('a request', (open) => {
  test('is carried out when a second administrator approves, once', async () => {
    const { approvals, token, helper, admin, as, wanted, actions } = await openDesk(open)
    const { id } = await approvals.request(wanted, as(helper, false))
    expect(await approvals.countWaiting()).toBe(1)
    const both = await Promise.all([1, 2].map(() => refusalOf(approvals.grant(id, as(admin, true)))))
    expect(both.toSorted()).toEqual(['approval-closed', 'none'])
    expect((await token.read()).state).toBe('revoked')
    expect(await actions(token.user.id)).toEqual(['approval.requested', 'approval.granted', 'token.reset'])
    expect((await approvals.list())[0]).toMatchObject({ state: 'approved', decidedBy: { account: admin.account } })
  })

  test('is granted neither by who asked nor by whom it is about', async () => {
    const { approvals, token, admin, as, wanted } = await openDesk(open)
    const { id } = await approvals.request(wanted, as(admin, true))
    expect(await refusalOf(approvals.grant(id, as(admin, true)))).toBe('own-request')
    expect(await refusalOf(approvals.grant(id, as(token.user, true)))).toBe('own-account')
    expect(await refusalOf(approvals.request(wanted, as(token.user, true)))).toBe('own-account')
    expect((await token.read()).state).toBe('active')
  })

  test('waits once, is withdrawn by who asked, declined by an administrator, and ends after a day', async () => {
    const { approvals, helper, admin, as, wanted, clock } = await openDesk(open)
    const ask = () => approvals.request(wanted, as(helper, false))
    const first = await ask()
    expect(await refusalOf(ask())).toBe('approval-waiting')
    expect(await approvals.decline(first.id, as(helper, false))).toMatchObject({ state: 'withdrawn' })
    const second = await ask()
    expect(await refusalOf(approvals.decline(second.id, { ...as(admin, true), isAdmin: false }))).toBe('role-required')
    expect(await approvals.decline(second.id, as(admin, true))).toMatchObject({ state: 'declined' })
    const third = await ask()
    clock.advance(25 * 3_600_000)
    expect(await refusalOf(approvals.grant(third.id, as(admin, true)))).toBe('approval-closed')
    expect((await approvals.list()).find(({ id }) => id === third.id)).toMatchObject({ state: 'expired' })
    expect(await refusalOf(ask())).toBe('none')
  })

  test('whose action fails was not approved either, and waits on', async () => {
    const { approvals, adminTokens, token, helper, admin, as, actions, notices } = await openDesk(open)
    const { id } = await approvals.request({ action: 'resume', userId: token.user.id, reason: 'found it' }, as(helper, false))
    expect(await refusalOf(approvals.grant(id, as(admin, true)))).toBe('token-state-conflict')
    expect(await actions(token.user.id)).toEqual(['approval.requested'])
    expect(await notices(helper.id)).toEqual([])
    await adminTokens.suspend(token.id, { actor: `admin:${helper.id}`, address: null, reason: 'lost' })
    expect(await refusalOf(approvals.grant(id, as(admin, true)))).toBe('none')
    expect((await token.read()).state).toBe('active')
  })

  test('is for members of IT alone; an activation code is shown to who approves', async () => {
    const { approvals, make, token, helper, admin, as } = await openDesk(open)
    const employee = await make.user()
    const wanted = { action: 'activation-code', reason: 'new phone' } as const
    expect(await refusalOf(approvals.request({ ...wanted, userId: employee.id }, as(helper, false)))).toBe('approval-not-needed')
    expect(await refusalOf(approvals.request({ ...wanted, userId: 'nobody' }, as(helper, false)))).toBe('not-found')
    const { id } = await approvals.request({ ...wanted, userId: token.user.id }, as(helper, false))
    expect((await approvals.grant(id, as(admin, true))).activationCode?.groups).toHaveLength(3)
  })
})

forEachDatabase('the mails about a request', (open) => {
  test('go to the other administrators, not to who asks nor to whom it is about', async () => {
    const { approvals, make, token, admin, as, wanted, notices, database } = await openDesk(open)
    const [other, auditor, employee] = await Promise.all([
      make.user({ roles: ['user', 'admin'], language: 'zh-TW' }),
      make.user({ roles: ['user', 'auditor'] }),
      make.user(),
    ])
    await approvals.request(wanted, as(admin, true))
    expect(await notices(other.id)).toEqual(['approval-requested'])
    for (const { id } of [admin, token.user, auditor, employee]) expect(await notices(id)).toEqual([])
    const { data, language } = await database.db.selectFrom('notices').selectAll().executeTakeFirstOrThrow()
    expect(language).toBe('zh-TW')
    expect(JSON.parse(data)).toMatchObject({
      ...{ action: 'reset', asker: admin.account, person: token.user.account, reason: 'new phone', decider: null },
      expiresAt: expect.any(Number),
    })
  })

  test('tell who asked that it was approved or declined, and nothing of what they withdrew', async () => {
    const { approvals, helper, admin, as, wanted, notices, token } = await openDesk(open)
    const ask = () => approvals.request(wanted, as(helper, false))
    await approvals.decline((await ask()).id, as(helper, false))
    expect(await notices(helper.id)).toEqual([])
    await approvals.decline((await ask()).id, as(admin, true))
    expect(await notices(helper.id)).toEqual(['approval-declined'])
    await approvals.grant((await ask()).id, as(admin, true))
    expect((await notices(helper.id)).toSorted()).toEqual(['approval-declined', 'approval-granted'])
    expect(await notices(token.user.id)).toEqual(['token-reset'])
  })

  test('tell who asked once that nobody decided in time, whichever node finds it', async () => {
    const { approvals, approvalExpiry, helper, as, wanted, clock, notices, actions, token } = await openDesk(open)
    const { id } = await approvals.request(wanted, as(helper, false))
    await approvalExpiry.expireDue()
    expect(await notices(helper.id)).toEqual([])
    clock.advance(24 * 3_600_000)
    await Promise.all([approvalExpiry.expireDue(), approvalExpiry.expireDue()])
    expect(await notices(helper.id)).toEqual(['approval-expired'])
    expect(await actions(token.user.id)).toEqual(['approval.requested', 'approval.expired'])
    expect((await approvals.list()).find((one) => one.id === id)).toMatchObject({ state: 'expired', decidedBy: null })
  })
})
