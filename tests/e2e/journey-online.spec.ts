// The guide's main chapter in real browsers: the phone's camera sees the console's own QR.
import { expect } from '@playwright/test'
import { waitForDemoMail } from '../support/trial-inbox.ts'
import { unsealToken } from '../support/unsealed-token.ts'
import { createConsoleScreen } from './console-screen.ts'
import { createPhoneScreen } from './phone-screen.ts'
import { bothLanguages, test } from './trial.ts'
import { words } from './words.ts'

for (const language of bothLanguages) {
  test(`register online, suspend, resume, reset, register again: ${language}`, async ({ page, trial, launchPhone }) => {
    const { origin, data } = trial
    const { mail } = words[language]
    const computer = createConsoleScreen(page, origin, language)
    const { say } = computer
    await computer.signIn('TW01002547')
    await computer.expectToken({ status: say.initial, serial: /^[0-9A-F]{8}/ })

    await computer.choose('online')
    const firstPhone = await launchPhone({ locale: language, sees: await computer.photographQr() })
    const phone = createPhoneScreen(firstPhone.page, origin, language)
    await phone.open()
    await phone.scan()
    await expect(page.getByText(say.arrived)).toBeVisible()
    await computer.button(say.next).click()
    await computer.confirmCode(await phone.readCode())
    await waitForDemoMail(origin, mail.registered)
    await computer.backToTokens()
    await computer.expectToken({ status: say.active, serial: /^[0-9A-F]{15}/ })

    await test.step('the phone shows what oathtool makes of the unsealed seed', async () => {
      await phone.expectCodeOf(await unsealToken(data, await phone.readSerial()))
    })

    await computer.button(say.suspend).click()
    await computer.expectToken({ status: say.suspended, serial: /^[0-9A-F]{15}/ })
    await waitForDemoMail(origin, mail.suspended)
    await computer.button(say.resume).click()
    await computer.proveByMail(1)
    await computer.expectToken({ status: say.active, serial: /^[0-9A-F]{15}/ })
    await waitForDemoMail(origin, mail.resumed)

    await computer.button(say.reset).click()
    await expect(page.getByRole('dialog').getByRole('button', { name: say.cancel, exact: true })).toBeFocused()
    await page.getByRole('dialog').getByRole('button', { name: say.confirm, exact: true }).click()
    await expect(page.getByText(say.wasReset)).toBeVisible()
    await computer.expectToken({ status: say.initial, serial: /^[0-9A-F]{8}(?![0-9A-F])/ })
    await waitForDemoMail(origin, mail.reset)

    await firstPhone.close()
    await computer.choose('online')
    const samePhone = await launchPhone({ locale: language, sees: await computer.photographQr() })
    const again = createPhoneScreen(samePhone.page, origin, language)
    await again.open()
    await again.button(again.say.add).click()
    await again.scan()
    await computer.button(say.next).click()
    await computer.confirmCode(await again.readCode())
    await waitForDemoMail(origin, mail.registered, 2)
    await computer.backToTokens()
    await computer.expectToken({ status: say.active, serial: /^[0-9A-F]{15}/ })

    await test.step('the old profile is named as such and can be cleared', async () => {
      await again.button(again.say.done).click()
      const old = samePhone.page.getByRole('listitem').filter({ hasText: again.say.superseded })
      await expect(old).toHaveCount(1)
      await old.getByRole('button', { name: again.say.details }).click()
      await again.button(again.say.clear).click()
      await samePhone.page.getByRole('dialog').getByRole('button', { name: again.say.clearConfirm, exact: true }).click()
      await expect(samePhone.page.getByRole('button', { name: again.say.details })).toHaveCount(1)
    })

    await computer.button(say.signOut).click()
    await expect(page.getByLabel(say.account)).toBeVisible()
  })
}

test('the token app shows right codes with the server stopped and the network cut', async ({ page, trial, launchPhone }) => {
  const computer = createConsoleScreen(page, trial.origin, 'zh-TW')
  await computer.signIn('TW01003312')
  await computer.choose('online')
  const device = await launchPhone({ locale: 'zh-TW', sees: await computer.photographQr() })
  const phone = createPhoneScreen(device.page, trial.origin, 'zh-TW')
  await phone.open()
  await phone.scan()
  await computer.button(computer.say.next).click()
  await computer.confirmCode(await phone.readCode())
  const token = await unsealToken(trial.data, await phone.readSerial())
  await phone.waitUntilStored()
  await trial.server.stop()
  await device.context.setOffline(true)

  await phone.open()
  await phone.reveal()
  await phone.expectCodeOf(token)
})
