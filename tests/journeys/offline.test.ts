// Registration by digits over HTTP: what is typed wrong costs nothing that matters, what is right ends in the same serial on both sides.
import { answerEnrollment, confirmEnrollment } from '@motp/shared/protocol/enrollments'
import { expect, test } from 'vitest'
import { createConsoleClient } from '../support/console-client.ts'
import { typeChallenge } from '../support/fake-phone.ts'
import { confirm, onlyToken, start } from '../support/steps.ts'
import { waitForDemoMail } from '../support/trial-inbox.ts'
import { forEachTrialServer } from '../support/trial-server.ts'

forEachTrialServer('offline registration', (trial) => {
  test('five groups each way, then the code', async () => {
    const { origin } = trial()
    const client = createConsoleClient(origin)
    await client.signIn('TW01002547')
    const started = await start(client, (await onlyToken(client)).id, 'offline')
    expect(started.groups.every((group) => /^\d{6}$/.test(group))).toBe(true)
    const phone = await typeChallenge(started.groups)
    const params = { enrollmentId: started.id }
    const answer = (groups: string[]) => client.call(answerEnrollment, { params, body: { groups } })

    const mistyped = phone.response.with(3, phone.response[3]?.replace(/^./, (digit) => String((Number(digit) + 1) % 10)) ?? '')
    expect(await answer(mistyped)).toEqual({ outcome: 'bad-groups', badGroups: [3] })
    expect(await answer(phone.response)).toEqual({ outcome: 'keyed', serial: phone.serial })

    const wrongCode = String((Number(await phone.showCode()) + 1) % 1_000_000).padStart(6, '0')
    expect(await client.call(confirmEnrollment, { params, body: { code: wrongCode } })).toMatchObject({ outcome: 'mismatch', triesLeft: 4 })
    const token = await confirm(client, started.id, phone)
    expect(token).toMatchObject({ status: 'active', mode: 'offline', assurance: 'offline', serial: phone.serial })
    await waitForDemoMail(origin, '驗證成功')
    await createConsoleClient(origin).signIn('TW01002547', await phone.showCode(1))
  })

  test('the digits of another challenge are noticed by their echo', async () => {
    const client = createConsoleClient(trial().origin)
    await client.signIn('TW01003312')
    const { id: tokenId } = await onlyToken(client)
    const phoneOfBefore = await typeChallenge((await start(client, tokenId, 'offline')).groups)
    const started = await start(client, tokenId, 'offline')
    const answered = await client.call(answerEnrollment, { params: { enrollmentId: started.id }, body: { groups: phoneOfBefore.response } })
    // One in a thousand would pass the echo, and then fail at the code.
    expect(answered).toMatchObject({ outcome: 'echo-mismatch', answersLeft: 4 })
  })

  test('a phone whose clock is seven minutes fast is told so', async () => {
    const client = createConsoleClient(trial().origin)
    await client.signIn('helpdesk01')
    const started = await start(client, (await onlyToken(client)).id, 'offline')
    const phone = await typeChallenge(started.groups)
    const params = { enrollmentId: started.id }
    await client.call(answerEnrollment, { params, body: { groups: phone.response } })
    const mismatch = await client.call(confirmEnrollment, { params, body: { code: await phone.showCode(14) } })
    expect(mismatch).toMatchObject({ outcome: 'mismatch', clockOffsetSeconds: 420 })
  })
})
