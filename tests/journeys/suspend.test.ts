// Suspending, resuming, what IT may do about a token, and what survives a crash.
import { adminResetToken, adminResumeToken, adminSuspendToken } from '@motp/shared/protocol/admin'
import { listAudit } from '@motp/shared/protocol/admin-audit'
import { searchUsers } from '@motp/shared/protocol/admin-users'
import { getSession } from '@motp/shared/protocol/session'
import { resumeToken, suspendToken } from '@motp/shared/protocol/tokens'
import { expect, test } from 'vitest'
import { createConsoleClient } from '../support/console-client.ts'
import { startServerProcess } from '../support/server-process.ts'
import { onlyToken, proveByMail, registerOnline } from '../support/steps.ts'
import { waitForDemoMail } from '../support/trial-inbox.ts'
import { forEachTrialServer } from '../support/trial-server.ts'

forEachTrialServer('a registered token', (trial) => {
  test('refuses codes while suspended and takes them again when resumed', async () => {
    const { origin } = trial()
    const client = createConsoleClient(origin)
    await client.signIn('TW01002547')
    const { token, phone } = await registerOnline(client)
    const params = { tokenId: token.id }
    expect((await client.call(suspendToken, { params })).token).toMatchObject({ status: 'suspended', suspendedBy: 'user' })
    await waitForDemoMail(origin, '暫禁')
    await expect(createConsoleClient(origin).signIn('TW01002547', await phone.showCode(1))).rejects.toMatchObject({
      code: 'credentials-refused',
    })

    await expect(client.call(resumeToken, { params })).rejects.toMatchObject({ code: 'proof-required' })
    await proveByMail(client, origin)
    expect((await client.call(resumeToken, { params })).token.status).toBe('active')
    await waitForDemoMail(origin, '恢復')
    await createConsoleClient(origin).signIn('TW01002547', await phone.showCode(1))
  })

  test('suspended by IT is resumed by IT alone, and every act is in the audit trail', async () => {
    const { origin } = trial()
    const [client, helpdesk, auditor] = [createConsoleClient(origin), createConsoleClient(origin), createConsoleClient(origin)]
    await client.signIn('TW01003312')
    const { token } = await registerOnline(client)
    await helpdesk.signIn('helpdesk01')
    await auditor.signIn('auditor01')
    const request = { params: { tokenId: token.id }, body: { reason: 'phone reported stolen' } }
    await expect(auditor.call(adminSuspendToken, request)).rejects.toMatchObject({ code: 'role-required' })
    expect((await helpdesk.call(adminSuspendToken, request)).token.suspendedBy).toBe('admin')
    await proveByMail(client, origin, 2)
    await expect(client.call(resumeToken, { params: request.params })).rejects.toMatchObject({ code: 'suspended-by-admin' })
    expect((await helpdesk.call(adminResumeToken, request)).token.status).toBe('active')
    expect((await helpdesk.call(adminResetToken, request)).token.status).toBe('initial')
    expect(await onlyToken(client)).toMatchObject({ status: 'initial' })

    const { users } = await helpdesk.call(searchUsers, { query: { search: 'TW010033' } })
    expect(users.map(({ account }) => account)).toEqual(['TW01003312'])
    const { events } = await auditor.call(listAudit, { query: {} })
    const acts = events.filter(({ tokenId }) => tokenId === token.id).map(({ action }) => action)
    expect(acts).toEqual(expect.arrayContaining(['token.registered', 'token.suspended', 'token.resumed', 'token.reset']))
  })

  test('and its used code survive a crash of the server', async () => {
    const { data, databaseUrl, process: firstServer, origin } = trial()
    const client = createConsoleClient(origin)
    await client.signIn('admin01')
    const { token, phone } = await registerOnline(client)
    const code = await phone.showCode(1)
    await createConsoleClient(origin).signIn('admin01', code)
    await firstServer.kill()
    const environment = databaseUrl ? { MOTP_DATABASE_URL: databaseUrl } : {}
    const restarted = await startServerProcess({ data, port: firstServer.port, environment })
    try {
      expect((await client.call(getSession, {})).user.account).toBe('admin01')
      expect(await onlyToken(client)).toMatchObject({ id: token.id, status: 'active' })
      await expect(createConsoleClient(origin).signIn('admin01', code)).rejects.toMatchObject({ code: 'credentials-refused' })
    } finally {
      await restarted.stop()
    }
  })
})
