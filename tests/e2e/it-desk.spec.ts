// The helpdesk at work: find a caller, make sure who it is, act with a reason, take it back; an auditor looks; two administrators decide.
// Every screen on the way is photographed and judged.
import { issueActivationCode } from '@motp/shared/protocol/admin'
import { requestApproval } from '@motp/shared/protocol/admin-approvals'
import type { Language } from '@motp/shared/protocol/language'
import { expect, type Page } from '@playwright/test'
import { createConsoleClient } from '../support/console-client.ts'
import { registerOnline } from '../support/steps.ts'
import { createAlbum } from './album.ts'
import { deskWords } from './desk-words.ts'
import { bothLanguages, test } from './trial.ts'
import { words } from './words.ts'

test.describe.configure({ timeout: 150_000 })
test.use({ actionTimeout: 10_000 })

function createDesk(page: Page, origin: string, language: Language) {
  const say = deskWords[language]
  const { console: own } = words[language]
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const link = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true })

  async function signIn(account: string): Promise<void> {
    await page.goto(`${origin}/sign-in`)
    await button(language === 'en' ? 'English' : '中文').click()
    await page.getByLabel(own.account).fill(account)
    await page.getByLabel(own.password, { exact: true }).fill('demo-password')
    await button(own.signIn).click()
    await expect(page.getByRole('heading', { name: say.overview, level: 1 })).toBeVisible()
  }
  async function openUser(account: string): Promise<void> {
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox', { name: say.findHint }).fill(account.toLowerCase())
    await expect(page.getByRole('option', { name: new RegExp(account) })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: new RegExp(account), level: 1 })).toBeVisible()
  }
  async function confirm(action: string, reason: string): Promise<void> {
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(say.reason).fill(reason)
    await dialog.getByRole('button', { name: action, exact: true }).click()
  }
  return { say, button, link, signIn, openUser, confirm }
}

for (const language of bothLanguages) {
  test.describe(language, () => {
    test.use({ locale: language })

    test('the helpdesk helps a caller', async ({ page, trial }) => {
      const { origin } = trial
      const employee = createConsoleClient(origin)
      await employee.signIn('TW01002547')
      const { phone } = await registerOnline(employee)
      await createConsoleClient(origin).signIn('TW01003312')
      await expect(createConsoleClient(origin).signIn('TW01002547', '000001')).rejects.toMatchObject({ code: 'credentials-refused' })
      const take = createAlbum('console', language, [1280, 390])
      const { say, button, link, signIn, openUser, confirm } = createDesk(page, origin, language)
      await signIn('helpdesk01')
      await expect(link(say.setup)).toHaveCount(0)
      await expect(page.getByRole('switch', { name: say.asTable })).toBeVisible()
      await take(page, '40-it-overview')
      await page.getByRole('switch', { name: say.asTable }).click()
      await take(page, '41-it-overview-table')

      await link(say.users).click()
      await page.getByLabel(say.search).fill('tw0100')
      await expect(page).toHaveURL(/search=tw0100/)
      await expect(page.getByRole('link', { name: 'TW01003312' })).toBeVisible()
      await take(page, '42-it-users')
      await page.keyboard.press('Control+K')
      await page.getByRole('combobox', { name: say.findHint }).fill('tw')
      await expect(page.getByRole('option', { name: /TW01002547/ })).toBeVisible()
      await take(page, '43-it-find')
      await page.keyboard.press('Escape')
      await openUser('TW01002547')

      await page.getByLabel(say.callerCode).fill('000000')
      await button(say.check).click()
      await expect(page.getByText(say.wrong, { exact: true })).toBeVisible()
      await page.getByLabel(say.callerCode).fill(await phone.showCode(1))
      await button(say.check).click()
      await expect(page.getByText(say.right)).toBeVisible()
      await page.getByLabel(say.note).fill('來電詢問換手機 / asked about a new phone')
      await button(say.add).click()
      await expect(page.getByRole('listitem').filter({ hasText: 'asked about a new phone' })).toBeVisible()
      await take(page, '44-it-user')

      await button(say.suspend).click()
      await expect(page.getByRole('dialog').getByRole('button', { name: say.cancel })).toBeFocused()
      await page.getByRole('dialog').getByRole('button', { name: say.suspend, exact: true }).click()
      await expect(page.getByText(say.reasonMissing)).toBeVisible()
      await take(page, '45-it-suspend')
      await confirm(say.suspend, 'phone left in a taxi')
      await expect(page.getByRole('region', { name: say.timeline }).getByText(say.suspended)).toBeVisible()
      await take(page, '46-it-suspended')
      await button(say.undo).click()
      await expect(page.getByText(say.undone)).toBeVisible()
      await expect(page.getByRole('region', { name: say.timeline }).getByText(say.resumed)).toBeVisible()

      await button(say.issue).click()
      await confirm(say.issue, 'new phone')
      await expect(button(say.print)).toBeVisible()
      await take(page, '47-it-activation-code')
      await page.emulateMedia({ media: 'print' })
      await page.pdf({ path: `test-results/screenshots/letter-${language}.pdf`, preferCSSPageSize: true })
      await page.screenshot({ path: `test-results/screenshots/console-48-it-letter-${language}-print.png` })
      await page.emulateMedia({ media: 'screen' })
      await button(say.handedOver).click()

      await link(say.refusals).click()
      await expect(page.getByText(say.wrongCode).first()).toBeVisible()
      await take(page, '49-it-refusals')
      await openUser('helpdesk01')
      await expect(page.getByText(say.ownAccount)).toBeVisible()
      await expect(button(say.issue)).toHaveCount(0)
    })

    test('two administrators decide about a third; an auditor looks; an employee does not', async ({ page, trial }) => {
      const { origin } = trial
      const auditor = await createConsoleClient(origin).signIn('auditor01')
      const helpdesk = createConsoleClient(origin)
      await helpdesk.signIn('helpdesk01')
      const about = { params: { userId: auditor.user.id }, body: { reason: 'lost phone' } }
      await expect(helpdesk.call(issueActivationCode, about)).rejects.toMatchObject({ code: 'approval-required' })
      await helpdesk.call(requestApproval, { body: { action: 'activation-code', userId: auditor.user.id, reason: 'lost phone' } })
      const take = createAlbum('console', language, [1280, 390])
      const { say, button, link, signIn, openUser } = createDesk(page, origin, language)

      await signIn('auditor01')
      await openUser('helpdesk01')
      await expect(button(say.issue)).toHaveCount(0)
      await link(say.approvals).click()
      await expect(button(say.grant)).toHaveCount(0)
      await button(words[language].console.signOut).click()

      await signIn('admin01')
      await link(say.approvals).click()
      await expect(page.getByText('lost phone')).toBeVisible()
      await take(page, '50-it-approvals')
      await button(say.grant).click()
      await page.getByRole('dialog').getByRole('button', { name: say.grant, exact: true }).click()
      await expect(button(say.handedOver)).toBeVisible()
      await button(say.handedOver).click()
      await openUser('helpdesk01')
      await take(page, '51-it-user-of-it')
      await button(words[language].console.signOut).click()

      const employee = createConsoleClient(origin)
      await employee.signIn('TW01003312')
      const [name = '', value = ''] = employee.cookie().split('=')
      await page.context().addCookies([{ name, value, url: origin }])
      await page.goto(`${origin}/it`)
      await expect(page.getByRole('heading', { name: say.noEntry })).toBeVisible()
      await take(page, '52-it-no-entry')
    })
  })
}
