// The messages of a phone, sent twice, by two, with wrong keys and out of turn, on both databases.
import { forEachDatabase } from '@motp/tests/support/databases'
import { createEnrollmentWorld } from '@motp/tests/support/enrollment-world'
import { greetServer, type Provisioning } from '@motp/tests/support/fake-phone'
import { refusalOf } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'

forEachDatabase('the messages of a phone', (open) => {
  test('sent again have the same answers, to the end and after it', async () => {
    const { start, greet, server, confirm, clock, actions, user } = await createEnrollmentWorld(open)
    const started = await start()
    const { phone, hello, serverHello, finish, sendFinish } = await greet(started.qr)
    expect(await Promise.all([server.hello(hello), server.hello({ ...hello })])).toEqual([serverHello, serverHello])
    const [finished, again] = await Promise.all([sendFinish(), sendFinish()])
    clock.advance(3000)
    expect(again).toEqual(finished)
    expect(await server.finish(finish)).toEqual(finished)
    expect(await server.hello(hello)).toEqual(serverHello)
    await confirm(started.id, await phone.showCode(0, clock.now()))
    expect(await server.finish(finish)).toEqual(finished)
    expect((await actions(user.id)).filter((action) => action === 'enrollment.keyed')).toHaveLength(1)
  })

  test('of 8 phones that scan at once one has the ticket, and the console is told of the others', async () => {
    const { start, scan, enrollments, caller, actions, user } = await createEnrollmentWorld(open)
    const started = await start()
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => refusalOf(scan(started.qr))))
    expect(outcomes.filter((code) => code === 'none')).toHaveLength(1)
    expect(outcomes.filter((code) => code === 'provisioning-gone')).toHaveLength(7)
    expect(await enrollments.get(started.id, caller)).toMatchObject({ state: 'keyed', otherDeviceTried: true })
    expect((await actions(user.id)).filter((action) => action === 'enrollment.other-device')).toHaveLength(1)
  })

  test('with an unknown ticket and with a wrong MAC are answered alike', async () => {
    const { start, greet, server, readRow } = await createEnrollmentWorld(open)
    const started = await start()
    const other = await createEnrollmentWorld(open)
    const stranger = await other.greet((await other.start()).qr)
    expect(await refusalOf(server.hello(stranger.hello))).toBe('provisioning-unknown')
    expect(await refusalOf(server.finish(stranger.finish))).toBe('provisioning-unknown')
    const forged: Provisioning = {
      ...server,
      hello: (message) => server.hello({ ...message, mac: 'A'.repeat(43) }),
    }
    expect(await refusalOf(greetServer(started.qr, { server: forged }))).toBe('provisioning-unknown')
    expect(await readRow(started.id)).toMatchObject({ exchange: null, device: null, otherDeviceTried: 0 })
    const { finish, sendFinish } = await greet(started.qr)
    for (const wrong of [{ mac: 'A'.repeat(43) }, { sig: 'A'.repeat(86) }]) {
      expect(await refusalOf(server.finish({ ...finish, ...wrong }))).toBe('provisioning-unknown')
    }
    expect((await readRow(started.id)).state).toBe('waiting')
    await sendFinish()
    expect(await refusalOf(server.finish({ ...finish, sig: stranger.finish.sig }))).toBe('provisioning-conflict')
  })

  test('a finish before any hello is unknown', async () => {
    const { start, server } = await createEnrollmentWorld(open)
    const started = await start()
    const other = await createEnrollmentWorld(open)
    const { finish } = await other.greet((await other.start()).qr)
    const { tid } = await new Promise<{ tid: string }>((resolve) => {
      const catching = { ...server, hello: async (message: { tid: string }) => resolve(message) as never }
      greetServer(started.qr, { server: catching }).catch(() => undefined)
    })
    expect(await refusalOf(server.finish({ ...finish, tid }))).toBe('provisioning-unknown')
  })
})
