// The brand and the words of the mails, changed by an administrator and met by everybody: in the console and in the mailbox.
import { fileURLToPath } from 'node:url'
import { getBrand } from '@motp/shared/protocol/brand'
import { expect } from '@playwright/test'
import { createConsoleClient } from '../support/console-client.ts'
import { registerOnline } from '../support/steps.ts'
import { waitForDemoMail } from '../support/trial-inbox.ts'
import { createAlbum } from './album.ts'
import { brandWords } from './brand-words.ts'
import { itWords } from './it-words.ts'
import { signIn } from './sign-in.ts'
import { bothLanguages, test } from './trial.ts'

test.describe.configure({ timeout: 240_000 })

const logoFile = fileURLToPath(new URL('../../desktop/public/icons/icon-192.png', import.meta.url))

for (const language of bothLanguages) {
  test.describe(language, () => {
    test.use({ locale: language })
    const say = brandWords[language]

    test('an administrator gives the console a name, a logo and a readable colour, and takes them back', async ({
      page,
      trial,
      browser,
    }) => {
      const { origin } = trial
      const take = createAlbum('console', language, [1280, 390])
      await signIn(page, origin, 'admin01', language)
      await page.goto(`${origin}/it/setup`)
      await page.getByRole('tab', { name: say.tab }).click()
      await expect(page.getByText(say.neverChanged)).toBeVisible()
      await expect(page).toHaveURL(/part=brand/)
      await page.getByLabel(say.name, { exact: true }).fill('ACME Pass')
      await page.getByLabel(say.accent, { exact: true }).fill('#ffcc00')
      await expect(page.getByText(say.unreadable)).toBeVisible()
      await expect(page.getByRole('button', { name: say.save })).toBeDisabled()
      await take(page, '80-brand-unreadable')
      await page.getByRole('button', { name: say.useNearest }).click()
      await page.getByLabel(say.accent, { exact: true }).fill('#7A1F3D')
      const file = page.locator('input[type=file]')
      await file.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') })
      await expect(page.getByText(say.logoRefused)).toBeVisible()
      await file.setInputFiles(logoFile)
      await expect(page.getByRole('region', { name: say.preview })).toContainText('ACME Pass')
      await take(page, '81-brand-draft')
      await page.getByRole('button', { name: say.save }).click()
      await expect(page.getByText(say.saved)).toBeVisible()
      await expect(page.getByRole('banner')).toContainText('ACME Pass')
      await take(page, '82-brand-saved')

      // Somebody else, who has seen nothing of it yet: right from the first answer on, before any script.
      const other = await browser.newContext({ locale: language })
      const visitor = await other.newPage()
      const asked: string[] = []
      visitor.on('request', (request) => asked.push(new URL(request.url()).pathname))
      expect(await (await fetch(origin)).text()).toContain('<title>ACME Pass</title>')
      await visitor.goto(`${origin}/sign-in`)
      await expect(visitor).toHaveTitle(/ · ACME Pass$/)
      const picture = visitor.getByRole('banner').locator('img')
      await expect(picture).toHaveAttribute('src', /^\/api\/v1\/brand\/logo\/[0-9a-f]{32}$/)
      expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(192)
      expect(asked).not.toContain('/api/v1/brand')
      await take(visitor, '83-brand-sign-in')
      await other.close()

      await page.getByRole('button', { name: say.reset }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByRole('button', { name: itWords[language].cancel })).toBeFocused()
      await take(page, '84-brand-reset')
      await dialog.getByRole('button', { name: say.reset }).click()
      await expect(dialog).toBeHidden()
      await expect(page.getByRole('banner')).toContainText('TPEMOTP')
      expect(await createConsoleClient(origin).call(getBrand, {})).toEqual({ name: null, accent: null, logo: null })
    })

    test("an administrator puts a mail into the company's words, sees it, and it leaves so", async ({ page, trial }) => {
      const { origin } = trial
      const take = createAlbum('console', language, [1280, 390])
      await signIn(page, origin, 'admin01', language)
      await page.goto(`${origin}/it/setup?part=mails&mail=token-registered&words=zh-TW`)
      const text = page.getByLabel(say.text, { exact: true })
      const preview = page.getByRole('region', { name: say.mailPreview })
      await expect(preview).toContainText('3F2…4B7')
      await take(page, '85-mails')
      await page.getByLabel(say.subject, { exact: true }).fill('手機可以用了')
      await text.fill('{nmae} 您好：\n\n請看 www.example.com')
      await expect(page.getByText('{nmae}')).toHaveCount(2)
      await expect(text).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByRole('button', { name: say.saveWords })).toBeDisabled()
      await take(page, '86-mails-faults')
      await text.fill('{name} 您好：\n\n手機已經可以使用。有問題請打分機 1234。')
      await page.getByRole('button', { name: say.insertDetails }).click()
      await expect(preview).toContainText('王小明 您好：')
      await page.getByRole('button', { name: say.sendToMe }).click()
      await expect(page.getByText(say.sentToMe)).toBeVisible()
      await page.getByRole('button', { name: say.saveWords }).click()
      await expect(page.getByText(say.savedWords)).toBeVisible()
      await take(page, '87-mails-changed')

      const employee = createConsoleClient(origin)
      await employee.signIn('TW01002547')
      await registerOnline(employee)
      const mail = await waitForDemoMail(origin, '手機可以用了', 2)
      expect(mail.text).toContain('手機已經可以使用。有問題請打分機 1234。')

      await page.getByRole('button', { name: say.resetWords }).click()
      await page.getByRole('dialog').getByRole('button', { name: say.resetWords }).click()
      await expect(page.getByText(say.wordsAreBack)).toBeVisible()
    })
  })
}
