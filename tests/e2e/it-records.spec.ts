// IT's records and rules in the browser: the audit trail, the policy and its differences, bulk work; as auditor and as administrator.
import { readFile } from 'node:fs/promises'
import { getPolicy, setPolicy } from '@motp/shared/protocol/admin-policy'
import { listTokens } from '@motp/shared/protocol/tokens'
import { expect, type Page } from '@playwright/test'
import { createConsoleClient } from '../support/console-client.ts'
import { registerOnline } from '../support/steps.ts'
import { createAlbum } from './album.ts'
import { itWords } from './it-words.ts'
import { bothLanguages, test } from './trial.ts'

test.describe.configure({ timeout: 300_000 })

async function signIn(page: Page, origin: string, account: string, language: 'zh-TW' | 'en'): Promise<void> {
  const say = itWords[language]
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: language === 'en' ? 'English' : '中文', exact: true }).click()
  await page.getByLabel(say.account).fill(account)
  await page.getByLabel(say.password, { exact: true }).fill('demo-password')
  await page.getByRole('main').getByRole('button', { name: say.signIn, exact: true }).click()
  await expect(page.getByRole('button', { name: say.signOut })).toBeVisible()
}

for (const language of bothLanguages) {
  test.describe(language, () => {
    test.use({ locale: language })
    const say = itWords[language]

    test('an auditor finds an event, checks the chain and takes the trail along', async ({ page, trial }) => {
      const { origin } = trial
      const employee = createConsoleClient(origin)
      await employee.signIn('TW01002547')
      await registerOnline(employee)
      await createConsoleClient(origin)
        .signIn('TW01003312', 'wrong')
        .catch(() => undefined)
      const take = createAlbum('console', language, [1280, 390])
      await signIn(page, origin, 'auditor01', language)
      await page.goto(`${origin}/it/audit`)
      const table = page.getByRole('table', { name: say.audit.list })
      await expect(table.getByRole('row').filter({ hasText: say.audit.registered })).toHaveCount(1)
      await take(page, '60-audit')

      await page.getByLabel(say.audit.about, { exact: true }).fill('TW01002547')
      await page.getByLabel(say.audit.event, { exact: true }).selectOption('token.registered')
      await expect(table.getByRole('row')).toHaveCount(2)
      await expect(page).toHaveURL(/user=TW01002547/)
      await page.reload()
      await expect(table.getByRole('row')).toHaveCount(2)
      await table.getByRole('button', { name: say.audit.details }).click()
      const drawer = page.getByRole('dialog')
      await expect(drawer).toContainText('token.registered')
      await take(page, '61-audit-event')
      await page.keyboard.press('Escape')
      await expect(drawer).toBeHidden()

      await page.getByRole('button', { name: say.audit.check }).click()
      await expect(page.getByText(say.audit.whole)).toBeVisible()
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: say.audit.csv }).click()
      const path = await (await download).path()
      const lines = (await readFile(path, 'utf8')).trim().split('\r\n')
      expect(lines).toHaveLength(2)
      expect(lines[1]).toContain('token.registered')
      await page.getByRole('button', { name: say.clear }).click()
      await page.getByLabel(say.audit.about, { exact: true }).fill('nobody')
      await expect(page.getByText(say.audit.none)).toBeVisible()
      await take(page, '62-audit-none')
    })

    test('an administrator sees every difference before it applies, and what it means for a user', async ({ page, trial }) => {
      const { origin } = trial
      await createConsoleClient(origin).signIn('TW01002547')
      const take = createAlbum('console', language, [1280, 390])
      await signIn(page, origin, 'admin01', language)
      await page.goto(`${origin}/it/policy`)
      await expect(page.getByText(say.policy.neverChanged)).toBeVisible()
      await expect(page.getByLabel(say.policy.keepDays, { exact: true })).toHaveValue(/730/)
      await take(page, '63-policy')
      await page.getByRole('button', { name: say.policy.guide }).click()
      const lock = page.getByLabel(say.policy.hardLock, { exact: true })
      await lock.fill('100000')
      await expect(lock).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByRole('button', { name: say.policy.review })).toBeDisabled()
      await lock.fill('5')
      await page.getByLabel(say.policy.simulateAccount, { exact: true }).fill('TW01002547')
      await page.getByRole('button', { name: say.policy.simulate, exact: true }).click()
      await expect(page.getByRole('table', { name: say.policy.simulateTitle })).toContainText(say.policy.fiveLeft)
      await take(page, '64-policy-draft')
      await page.getByRole('button', { name: say.policy.review }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByRole('table').getByRole('row')).toHaveCount(3)
      await expect(dialog.getByRole('button', { name: say.cancel })).toBeFocused()
      await take(page, '65-policy-difference')

      const other = createConsoleClient(origin)
      await other.signIn('admin01')
      await other.call(setPolicy, { body: { preset: 'strict' } })
      await dialog.getByRole('button', { name: say.policy.apply }).click()
      await expect(dialog.getByRole('alert')).toContainText(say.policy.conflict)
      await dialog.getByRole('button', { name: say.cancel }).click()
      await page.getByRole('button', { name: say.policy.review }).click()
      await dialog.getByLabel(say.reason).fill('2026-11 review')
      await dialog.getByRole('button', { name: say.policy.apply }).click()
      await expect(page.getByText(say.policy.applied)).toBeVisible()
      const policy = await other.call(getPolicy, {})
      expect(policy).toMatchObject({ preset: 'guide', changed: ['verification.hardLockAt'], changedBy: 'admin01' })
    })

    test('the helpdesk suspends many at once and sees a result for each', async ({ page, trial }) => {
      const { origin } = trial
      const [ada, bob] = [createConsoleClient(origin), createConsoleClient(origin)]
      await ada.signIn('TW01002547')
      await bob.signIn('TW01003312')
      await registerOnline(ada)
      await registerOnline(bob)
      const take = createAlbum('console', language, [1280, 390])
      await signIn(page, origin, 'helpdesk01', language)
      await page.goto(`${origin}/it/bulk`)
      await expect(page.getByText(say.bulk.noJobs)).toBeVisible()
      await page.getByLabel(say.reason).fill('site closed')
      await page.getByLabel(say.bulk.state, { exact: true }).selectOption('active')
      await take(page, '66-bulk')
      await page.getByRole('button', { name: say.bulk.prepare }).click()
      await expect(page.getByText(say.bulk.affectsTwo)).toBeVisible()
      await page.getByRole('button', { name: say.bulk.start, exact: true }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByRole('button', { name: say.cancel })).toBeFocused()
      await take(page, '67-bulk-confirm')
      await dialog.getByRole('button', { name: say.bulk.start, exact: true }).click()
      await expect(page.getByText(say.bulk.finishedTwo)).toBeVisible()
      await take(page, '68-bulk-done')
      for (const one of [ada, bob]) expect((await one.call(listTokens, {})).tokens[0]?.status).toBe('suspended')

      await page.getByRole('button', { name: say.bulk.back }).click()
      await page.getByLabel(say.bulk.action, { exact: true }).selectOption('invite')
      await page.getByLabel(say.reason).fill('new staff')
      await page.getByRole('radio', { name: say.bulk.byFile }).check()
      const lines = 'account,name\nauditor01,a\n=cmd,b\nauditor01,c\nTW01002547,d\n'
      await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(lines) })
      await page.getByRole('button', { name: say.bulk.prepare }).click()
      await expect(page.getByText(say.bulk.twoFaults)).toBeVisible()
      await take(page, '69-bulk-dry-run')
      await page.getByRole('button', { name: say.bulk.start, exact: true }).click()
      await dialog.getByRole('button', { name: say.bulk.start, exact: true }).click()
      await expect(page.getByText(say.bulk.finishedOne)).toBeVisible()
      await take(page, '70-bulk-results')
    })

    test('an administrator adds a system, sees its key once, and every test tells what is wrong', async ({ page, trial }) => {
      const { origin } = trial
      const take = createAlbum('console', language, [1280, 390])
      await signIn(page, origin, 'admin01', language)
      await page.goto(`${origin}/it/setup`)
      await expect(page.getByText(say.setup.noClients)).toBeVisible()
      await page.getByRole('button', { name: say.setup.add }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(say.setup.name).fill('VPN')
      await dialog.getByLabel(say.setup.addresses).fill('10.1.0.0/16')
      await take(page, '71-setup-add')
      await dialog.getByRole('button', { name: say.setup.save, exact: true }).click()
      const key = await dialog.locator('code').textContent()
      expect(key).toMatch(/^motp_/)
      await dialog.getByRole('button', { name: say.close }).click()
      await expect(dialog).toBeHidden()
      await page.getByRole('button', { name: say.setup.testVpn }).click()
      await dialog.getByLabel(say.setup.from).fill('10.2.0.1')
      await dialog.getByLabel(say.setup.key, { exact: true }).fill(`${key}x`)
      await dialog.getByRole('button', { name: say.setup.run }).click()
      await expect(dialog.getByRole('listitem')).toHaveText([say.setup.outside, say.setup.wrongKey, say.setup.neverUsed])
      await take(page, '72-setup-test')
      await dialog.getByLabel(say.setup.from).fill('10.1.0.1')
      await dialog.getByLabel(say.setup.key, { exact: true }).fill(key ?? '')
      await dialog.getByRole('button', { name: say.setup.run }).click()
      await expect(dialog.getByRole('listitem').filter({ hasText: say.setup.right })).toHaveCount(2)
      await dialog.getByRole('button', { name: say.close }).click()

      const oracle = page.getByRole('region', { name: 'Oracle' })
      await oracle.getByRole('textbox').fill('helpdesk01')
      await oracle.getByRole('button').click()
      await expect(oracle.getByRole('listitem')).toHaveCount(4)
      await expect(oracle).toContainText('helpdesk')
      await page.getByRole('button', { name: say.setup.mailTest }).click()
      await expect(page.getByText(say.setup.mailSent)).toBeVisible()
      await take(page, '73-setup')
    })

    test('the reports show who is registered and what IT did, and go along as CSV', async ({ page, trial }) => {
      const { origin } = trial
      const employee = createConsoleClient(origin)
      await employee.signIn('TW01002547')
      await registerOnline(employee)
      await createConsoleClient(origin).signIn('TW01003312')
      const it = createConsoleClient(origin)
      await it.signIn('admin01')
      await it.call(setPolicy, { body: { preset: 'strict' } })
      const take = createAlbum('console', language, [1280, 390])
      await signIn(page, origin, 'auditor01', language)
      await page.goto(`${origin}/it/reports`)
      const coverage = page.getByRole('table', { name: say.reports.coverage })
      await expect(coverage.getByRole('row').filter({ hasText: 'Oracle' })).toContainText('33.3%')
      await expect(page.getByRole('table', { name: say.reports.staff })).toContainText('admin01')
      await take(page, '74-reports')
      const download = page.waitForEvent('download')
      await page.getByRole('region', { name: say.reports.coverage }).getByRole('link', { name: say.reports.csv }).click()
      expect(await readFile(await (await download).path(), 'utf8')).toContain('"Outlook",1,0,0,0,0')
    })
  })
}
