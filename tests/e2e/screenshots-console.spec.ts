// Every screen of the console, photographed and judged, on the way of an employee through all chapters.
import { expect } from '@playwright/test'
import { createConsoleClient } from '../support/console-client.ts'
import { scanQr, typeChallenge } from '../support/fake-phone.ts'
import { createAlbum } from './album.ts'
import { createConsoleScreen } from './console-screen.ts'
import { bothLanguages, test } from './trial.ts'

test.describe.configure({ timeout: 300_000 })

for (const language of bothLanguages) {
  test.describe(language, () => {
    test.use({ locale: language })

    test('screens of signing in', async ({ page, trial }) => {
      const { origin } = trial
      const take = createAlbum('console', language, [1280, 390])
      const computer = createConsoleScreen(page, origin, language)
      const { say, button, heading } = computer
      await page.goto(origin)
      await button(language === 'en' ? 'English' : '中文').click()
      await take(page, '01-home')
      await page.goto(`${origin}/sign-in`)
      await take(page, '02-sign-in')
      await button(say.signIn).click()
      await take(page, '03-sign-in-missing')
      await page.getByLabel(say.account).fill('TW01002547')
      await page.getByLabel(say.password, { exact: true }).fill('not-the-password')
      await button(say.signIn).click()
      await expect(page.getByRole('alert')).toBeVisible()
      await take(page, '04-sign-in-refused')
      await computer.signIn('TW01002547')
      await computer.expectToken({ status: say.initial, serial: /^[0-9A-F]{8}/ })
      await take(page, '05-tokens-initial')

      for (const [name, path] of [
        ['21-activity', 'activity'],
        ['22-sessions', 'sessions'],
        ['23-help', 'help'],
        ['24-not-found', 'nowhere'],
      ] as const) {
        await page.goto(`${origin}/${path}`)
        await expect(heading(/./).first()).toBeVisible()
        await take(page, name)
      }
      await page.goto(`${origin}/E`)
      await take(page, '26-landing')
    })

    test('screens of online registration and of each state', async ({ page, trial }) => {
      const { origin } = trial
      const take = createAlbum('console', language, [1280, 390])
      const computer = createConsoleScreen(page, origin, language)
      const { say, button } = computer
      await computer.signIn('TW01002547')
      const started = page.waitForResponse((response) => response.url().endsWith('/enrollments'))
      await computer.choose('online')
      const { qr } = (await (await started).json()) as { qr: string }
      await expect(page.getByRole('img', { name: say.qr })).toBeVisible()
      await take(page, '06-online-scan')
      const phone = await scanQr(qr, 'iPhone · Safari')
      await expect(page.getByText(say.arrived)).toBeVisible()
      await take(page, '07-online-arrived')
      await button(say.next).click()
      await take(page, '08-online-code')
      await page.getByLabel(say.code, { exact: true }).fill('000000')
      await button(say.confirm).click()
      await expect(page.getByLabel(say.code, { exact: true })).toHaveValue('')
      await take(page, '09-online-mismatch')
      await computer.confirmCode(await phone.showCode())
      await take(page, '10-verified')
      await computer.backToTokens()
      await computer.expectToken({ status: say.active, serial: /^[0-9A-F]{15}/ })
      await take(page, '11-tokens-active')

      await button(say.reset).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await take(page, '12-reset-dialog')
      await page.getByRole('dialog').getByRole('button', { name: say.confirm, exact: true }).click()
      await expect(page.getByRole('radio', { name: say.mailProof })).toBeVisible()
      await take(page, '13-proof-dialog')
      await page.getByRole('dialog').getByRole('button', { name: say.cancel, exact: true }).click()
      await button(say.suspend).click()
      await computer.expectToken({ status: say.suspended, serial: /^[0-9A-F]{15}/ })
      await take(page, '14-tokens-suspended')
      await button(say.resume).click()
      await computer.proveByMail(1)
      await computer.expectToken({ status: say.active, serial: /^[0-9A-F]{15}/ })
      await lockToken(origin)
      await page.reload()
      await computer.expectToken({ status: say.locked, serial: /^[0-9A-F]{15}/ })
      await take(page, '15-tokens-locked')
      await button(say.reset).click()
      await page.getByRole('dialog').getByRole('button', { name: say.confirm, exact: true }).click()
      await expect(page.getByText(say.wasReset)).toBeVisible()
      await take(page, '16-tokens-reset')
      await page.goto(`${origin}/demo/inbox`)
      await take(page, '25-inbox')
    })

    test('screens of offline registration', async ({ page, trial }) => {
      const take = createAlbum('console', language, [1280, 390])
      const computer = createConsoleScreen(page, trial.origin, language)
      const { say, button } = computer
      await computer.signIn('TW01003312')
      await computer.choose('offline')
      const digits = await typeChallenge(await computer.readGroups())
      await page.getByRole('button', { name: say.drawnGroup(1) }).click()
      await take(page, '17-offline-phone')
      await button(say.next).click()
      await page.getByRole('textbox', { name: say.group(1) }).fill('123456')
      await take(page, '18-offline-wrong-group')
      await computer.typeGroups(digits.response)
      await take(page, '19-offline-review')
      await button(say.send).click()
      await expect(page.getByText(say.registered)).toBeVisible()
      await take(page, '20-offline-code')
      await computer.confirmCode(await digits.showCode())
    })
  })
}

/** Three wrong codes in the sign-in page: the token pauses. */
async function lockToken(origin: string): Promise<void> {
  for (const code of ['000001', '000002', '000003']) {
    await expect(createConsoleClient(origin).signIn('TW01002547', code)).rejects.toMatchObject({ code: 'credentials-refused' })
  }
}
