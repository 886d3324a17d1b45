// Every screen of the token app, photographed and judged: scanning, digits, codes, details, settings.
import { expect } from '@playwright/test'
import { createConsoleClient } from '../support/console-client.ts'
import { onlyToken, start } from '../support/steps.ts'
import { createAlbum } from './album.ts'
import { createConsoleScreen } from './console-screen.ts'
import { createPhoneScreen } from './phone-screen.ts'
import { bothLanguages, test } from './trial.ts'

for (const language of bothLanguages) {
  test(`screens of the token app: ${language}`, async ({ page, trial, launchPhone }) => {
    test.setTimeout(300_000)
    const { origin } = trial
    const take = createAlbum('phone', language, [390])
    const computer = createConsoleScreen(page, origin, language)
    await computer.signIn('TW01002547')
    await computer.choose('online')
    const qr = await computer.photographQr()
    const nothing = await page.getByRole('banner').screenshot()

    await test.step('a camera that sees no QR, and digits', async () => {
      const device = await launchPhone({ locale: language, sees: nothing, name: 'other-phone' })
      const phone = createPhoneScreen(device.page, origin, language)
      const { say, button } = phone
      await phone.open()
      await expect(button(say.scan)).toBeVisible()
      await take(device.page, '01-empty')
      await button(say.scan).click()
      await expect(device.page.locator('video')).toBeVisible()
      // "Opening the camera" has gone: the picture is there.
      await expect(device.page.getByRole('status')).toHaveCount(0)
      await take(device.page, '02-scan')

      const other = createConsoleClient(origin)
      await other.signIn('TW01003312')
      const { groups } = await start(other, (await onlyToken(other)).id, 'offline')
      await phone.open()
      await button(say.offline).click()
      await device.page.getByRole('textbox', { name: say.group(1) }).fill('123456')
      await take(device.page, '03-digits-wrong-group')
      for (const [position, group] of groups.entries())
        await device.page.getByRole('textbox', { name: say.group(position + 1) }).fill(group)
      await take(device.page, '04-digits-compare')
      await button(say.next).click()
      await expect(phone.heading(say.typeTheseGroups)).toBeVisible({ timeout: 30_000 })
      await take(device.page, '05-registration-info')
      await device.close()
    })

    const device = await launchPhone({ locale: language, sees: qr })
    const phone = createPhoneScreen(device.page, origin, language)
    const { say, button } = phone
    await phone.open()
    await phone.scan()
    await take(device.page, '06-registered')
    await button(say.done).click()
    await expect(button(say.reveal)).toBeVisible()
    await take(device.page, '07-codes-hidden')
    await phone.reveal()
    await expect(button(say.code)).toBeVisible()
    await take(device.page, '08-codes-shown')
    await button(say.details).click()
    await take(device.page, '09-details')
    await button(say.clear).click()
    await take(device.page, '10-clear-dialog')
    await phone.open()
    await button(say.settings).click()
    await take(device.page, '11-settings')
  })
}
