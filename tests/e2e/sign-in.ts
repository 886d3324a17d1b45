// The way of IT's people into the console: language, account, password.
import type { Language } from '@motp/shared/protocol/language'
import { expect, type Page } from '@playwright/test'
import { itWords } from './it-words.ts'

export async function signIn(page: Page, origin: string, account: string, language: Language): Promise<void> {
  const say = itWords[language]
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: language === 'en' ? 'English' : '中文', exact: true }).click()
  await page.getByLabel(say.account).fill(account)
  await page.getByLabel(say.password, { exact: true }).fill('demo-password')
  await page.getByRole('main').getByRole('button', { name: say.signIn, exact: true }).click()
  await expect(page.getByRole('button', { name: say.signOut })).toBeVisible()
}
