// Registration by digits, copied from screen to screen as a person would, with the phone's network cut.
import { expect } from '@playwright/test'
import { waitForDemoMail } from '../support/trial-inbox.ts'
import { unsealToken } from '../support/unsealed-token.ts'
import { createConsoleScreen } from './console-screen.ts'
import { createPhoneScreen } from './phone-screen.ts'
import { bothLanguages, test } from './trial.ts'
import { words } from './words.ts'

for (const language of bothLanguages) {
  test(`register offline by digits: ${language}`, async ({ page, trial, launchPhone }) => {
    const { origin, data } = trial
    const computer = createConsoleScreen(page, origin, language)
    const { say } = computer
    const device = await launchPhone({ locale: language })
    const phone = createPhoneScreen(device.page, origin, language)
    await phone.open()
    await phone.waitUntilStored()
    await device.context.setOffline(true)

    await computer.signIn('TW01002547')
    await computer.choose('offline')
    const challenge = await computer.readGroups()
    expect(challenge.every((group) => /^\d{6}$/.test(group))).toBe(true)
    await phone.open()
    await phone.button(phone.say.offline).click()
    await phone.typeGroups(challenge)
    const response = await phone.readGroups()
    expect(response.every((group) => /^\d{6}$/.test(group))).toBe(true)

    await computer.button(say.next).click()
    await computer.typeGroups(response)
    await computer.button(say.send).click()
    await expect(page.getByText(say.registered)).toBeVisible()
    const serial = await phone.readSerial()
    await expect(page.getByText(serial)).toBeVisible()
    await phone.button(phone.say.showCode).click()
    await computer.confirmCode(await phone.readCode())
    await waitForDemoMail(origin, words[language].mail.registered)
    await computer.backToTokens()
    await computer.expectToken({ status: say.active, serial: new RegExp(serial) })

    await phone.expectCodeOf(await unsealToken(data, serial))
  })
}
