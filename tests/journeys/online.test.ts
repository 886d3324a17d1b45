// The employee's main journey over HTTP: sign in, register online, reset, register again.
import { getEnrollment } from '@motp/shared/protocol/enrollments'
import { listActivity, resetToken } from '@motp/shared/protocol/tokens'
import { expect, test } from 'vitest'
import { createConsoleClient } from '../support/console-client.ts'
import { scanQr } from '../support/fake-phone.ts'
import { confirm, onlyToken, proveByMail, registerOnline, start } from '../support/steps.ts'
import { waitForDemoMail } from '../support/trial-inbox.ts'
import { forEachTrialServer } from '../support/trial-server.ts'

forEachTrialServer('online registration', (trial) => {
  test('from an empty slot to an active token, a mail, a reset and another phone', async () => {
    const { origin } = trial()
    const client = createConsoleClient(origin)
    const session = await client.signIn('TW01002547')
    expect(session.user).toMatchObject({ account: 'TW01002547', directory: 'Oracle' })

    const slot = await onlyToken(client)
    expect(slot).toMatchObject({ type: 'software', status: 'initial', expiresAt: null })
    expect(slot.serial).toMatch(/^[0-9A-F]{8}$/)

    const started = await start(client, slot.id, 'online')
    const phone = await scanQr(started.qr, 'iPhone · Safari')
    const view = await client.call(getEnrollment, { params: { enrollmentId: started.id } })
    expect(view).toMatchObject({ state: 'keyed', device: 'iPhone · Safari', otherDeviceTried: false })
    expect((await onlyToken(client)).status).toBe('enrolling')

    const token = await confirm(client, started.id, phone)
    expect(token).toMatchObject({ status: 'active', mode: 'online', assurance: 'bound', device: 'iPhone · Safari', serial: phone.serial })
    expect(token.serial).toMatch(/^[0-9A-F]{15}$/)
    expect(token.expiresAt).toBeGreaterThan(Date.now())
    expect((await waitForDemoMail(origin, '驗證成功')).to).toContain('@example.com')

    const params = { tokenId: token.id }
    await expect(client.call(resetToken, { params })).rejects.toMatchObject({ code: 'proof-required', details: { proofsNeeded: 1 } })
    await proveByMail(client, origin)
    const { token: newSlot } = await client.call(resetToken, { params })
    expect(newSlot).toMatchObject({ status: 'initial', expiresAt: null })
    expect(newSlot.serial).toMatch(/^[0-9A-F]{8}$/)
    expect(newSlot.serial).not.toBe(slot.serial)
    await waitForDemoMail(origin, '重設')
    await expect(createConsoleClient(origin).signIn('TW01002547', await phone.showCode(1))).rejects.toMatchObject({
      code: 'credentials-refused',
    })

    const { token: second, phone: newPhone } = await registerOnline(client)
    expect(second.status).toBe('active')
    await createConsoleClient(origin).signIn('TW01002547', await newPhone.showCode(1))
    const { events } = await client.call(listActivity, { query: {} })
    expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(['session.signed-in', 'token.registered', 'token.reset']))
  })

  test('a second phone is refused, and the console is told', async () => {
    const client = createConsoleClient(trial().origin)
    await client.signIn('TW01003312')
    const started = await start(client, (await onlyToken(client)).id, 'online')
    const first = await scanQr(started.qr)
    await expect(scanQr(started.qr)).rejects.toMatchObject({ code: 'provisioning-gone' })
    expect(await client.call(getEnrollment, { params: { enrollmentId: started.id } })).toMatchObject({ otherDeviceTried: true })
    expect((await confirm(client, started.id, first)).status).toBe('active')
  })

  test('a PassCode signs in once', async () => {
    const { origin } = trial()
    const client = createConsoleClient(origin)
    await client.signIn('helpdesk01')
    const { phone } = await registerOnline(client)
    const code = await phone.showCode(1)
    const session = await createConsoleClient(origin).signIn('helpdesk01', code)
    expect(session.proofs.map(({ kind }) => kind)).toEqual(['code'])
    await expect(createConsoleClient(origin).signIn('helpdesk01', code)).rejects.toMatchObject({ code: 'credentials-refused' })
  })
})
