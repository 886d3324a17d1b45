// The console as its user handles it: every control found by role and name, in either language.
import type { Language } from '@motp/shared/protocol/language'
import { expect, type Locator, type Page } from '@playwright/test'
import { readMailedCode, waitForDemoMail } from '../support/trial-inbox.ts'
import { words } from './words.ts'

/** `home`: where the console is, if not at the server itself. */
export function createConsoleScreen(page: Page, origin: string, language: Language, home = origin) {
  const say = words[language].console
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const heading = (name: string | RegExp) => page.getByRole('heading', { name })

  async function signIn(account: string): Promise<void> {
    await page.goto(home)
    await page.getByRole('button', { name: language === 'en' ? 'English' : '中文', exact: true }).click()
    await page.getByRole('main').getByRole('link', { name: say.tokens }).click()
    await expect(page.getByText(say.hint)).toBeVisible()
    await page.getByLabel(say.account).fill(account)
    await page.getByLabel(say.password, { exact: true }).fill('demo-password')
    await button(say.signIn).click()
    await expect(page.getByText(`Welcome, ${account}!`)).toBeVisible()
  }

  async function expectToken({ status, serial }: { status: string; serial: RegExp }): Promise<void> {
    const [type, serialCell, expiry, statusCell] = await cells()
    if (!type || !serialCell || !expiry || !statusCell) throw new Error('the table has not four cells')
    await expect(type).toContainText('Software Token')
    await expect(serialCell).toContainText(serial)
    await expect(expiry).toHaveText(status === say.initial ? '--' : /\d{4}/)
    await expect(statusCell).toContainText(status)
  }

  async function cells(): Promise<Locator[]> {
    const table = page.getByRole('table', { name: say.tokens })
    await expect(table).toBeVisible()
    await expect(table.getByRole('columnheader')).toHaveText(say.columns)
    return table.getByRole('row').nth(1).getByRole('cell').all()
  }

  async function photographQr(): Promise<Buffer> {
    const qr = page.getByRole('img', { name: say.qr })
    await expect(qr).toBeVisible()
    return qr.screenshot()
  }

  async function confirmCode(code: string): Promise<void> {
    await page.getByLabel(say.code, { exact: true }).fill(code)
    await button(say.confirm).click()
    await expect(heading(say.verified)).toBeVisible()
  }

  async function readGroups(): Promise<string[]> {
    return Promise.all([1, 2, 3, 4, 5].map(readGroup))
  }

  /** As a screen reader says it: digit by digit after the number of the group. */
  async function readGroup(number: number): Promise<string> {
    const text = await page.getByRole('button', { name: say.drawnGroup(number) }).textContent()
    const [, spelled = ''] = new RegExp(`${say.group(number)} ((?:\\d ){5}\\d)`).exec(text ?? '') ?? []
    return spelled.replaceAll(' ', '')
  }

  async function typeGroups(groups: readonly string[]): Promise<void> {
    for (const [position, group] of groups.entries()) await page.getByRole('textbox', { name: say.group(position + 1) }).fill(group)
    await button(say.confirm).click()
  }

  /** The dialog that asks for one more proof: takes the mailed code out of the demo inbox. `count`: which mail of its kind it is. */
  async function proveByMail(count: number): Promise<void> {
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: say.mailProof }).check()
    await dialog.getByRole('button', { name: say.sendMail }).click()
    const mail = await waitForDemoMail(origin, words[language].mail.code, count)
    await dialog.getByLabel(say.mailedCode).fill(readMailedCode(mail))
    await dialog.getByRole('button', { name: say.confirm, exact: true }).click()
  }

  return {
    page,
    say,
    button,
    heading,
    signIn,
    expectToken,
    photographQr,
    confirmCode,
    readGroups,
    typeGroups,
    proveByMail,
    choose: (mode: 'online' | 'offline') => page.getByRole('link', { name: say[mode] }).click(),
    backToTokens: () => page.getByRole('link', { name: say.backToTokens }).click(),
  }
}
