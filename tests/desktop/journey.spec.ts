// The guide's chapters through the desktop program: sign-in, both registrations, suspension and reset, against the real server.
import { expect } from '@playwright/test'
import { createConsoleScreen } from '../e2e/console-screen.ts'
import { createPhoneScreen } from '../e2e/phone-screen.ts'
import { test } from '../e2e/trial.ts'
import { words } from '../e2e/words.ts'
import { readDemoInbox, waitForDemoMail } from '../support/trial-inbox.ts'
import { findElectron, runShell, shellEngines } from './shell-engine.ts'

const language = 'zh-TW'
const { mail } = words[language]
const screenshots = 'test-results/screenshots'

for (const engine of shellEngines) {
  // Skipped by name where the binary is missing, before anything is started for it.
  const declare = engine === 'electron' && findElectron() === undefined ? test.skip : test
  declare(
    `desktop program (${engine}): register online, reset, register offline, sign out`,
    async ({ browser, folder, trial, launchPhone }) => {
      const shell = await runShell(engine, { browser, server: trial.origin, userData: `${folder}/desktop` })
      const { page } = shell
      const computer = createConsoleScreen(page, trial.origin, language, page.url())
      const { say } = computer
      const shoot = (name: string) => page.screenshot({ path: `${screenshots}/desktop-${engine}-${name}.png` })

      await computer.signIn('TW01002547')
      await computer.expectToken({ status: say.initial, serial: /^[0-9A-F]{8}/ })
      await shoot('1-tokens')
      expect(await page.evaluate(() => document.cookie)).toBe('')

      await test.step('online', async () => {
        await computer.choose('online')
        const device = await launchPhone({ name: 'first', locale: language, sees: await computer.photographQr() })
        expect(shell.isProtected()).not.toBe(false)
        await shoot('2-online')
        const phone = createPhoneScreen(device.page, trial.origin, language)
        await phone.open()
        await phone.scan()
        // By the event stream through main, well within the two seconds of asking.
        await expect(page.getByText(say.arrived)).toBeVisible()
        await computer.button(say.next).click()
        await computer.confirmCode(await phone.readCode())
        expect(shell.isProtected()).not.toBe(true)
        await waitForDemoMail(trial.origin, mail.registered)
        await shoot('3-verified')
        await computer.backToTokens()
        await computer.expectToken({ status: say.active, serial: /^[0-9A-F]{15}/ })
        await device.close()
      })

      await test.step('reset', async () => {
        await computer.button(say.reset).click()
        await page.getByRole('dialog').getByRole('button', { name: say.confirm, exact: true }).click()
        await computer.proveByMail(1)
        await expect(page.getByText(say.wasReset)).toBeVisible()
        await shoot('4-reset')
        await computer.expectToken({ status: say.initial, serial: /^[0-9A-F]{8}(?![0-9A-F])/ })
      })

      await test.step('offline', async () => {
        const device = await launchPhone({ name: 'second', locale: language })
        const phone = createPhoneScreen(device.page, trial.origin, language)
        await phone.open()
        await phone.waitUntilStored()
        await device.context.setOffline(true)
        await computer.choose('offline')
        await shoot('5-offline')
        await phone.button(phone.say.offline).click()
        await phone.typeGroups(await computer.readGroups())
        await computer.button(say.next).click()
        await computer.typeGroups(await phone.readGroups())
        await computer.button(say.send).click()
        await expect(page.getByText(say.registered)).toBeVisible()
        await phone.button(phone.say.showCode).click()
        await computer.confirmCode(await phone.readCode())
        await computer.backToTokens()
        await computer.expectToken({ status: say.active, serial: /^[0-9A-F]{15}/ })
        await shoot('6-active')
      })

      // A mail leaves its outbox a moment after the change that it tells of.
      const countMails = async () => (await readDemoInbox(trial.origin)).filter(({ subject }) => subject.includes(mail.registered)).length
      await expect.poll(countMails, { timeout: 15_000 }).toBe(2)
      await computer.button(say.signOut).click()
      await expect(page.getByLabel(say.account)).toBeVisible()
      await shell.close()
    },
  )
}
