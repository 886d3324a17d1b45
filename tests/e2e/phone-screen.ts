// The token app as its user handles it, found by role and name.
import type { Language } from '@motp/shared/protocol/language'
import { expect, type Page } from '@playwright/test'
import { askOathtool, type UnsealedToken } from '../support/unsealed-token.ts'
import { words } from './words.ts'

export function createPhoneScreen(page: Page, origin: string, language: Language) {
  const say = words[language].phone
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const heading = (name: string | RegExp) => page.getByRole('heading', { name })

  /** The code on the screen, by the words that a screen reader says. */
  async function readCode(): Promise<string> {
    const figure = button(say.code).first()
    await expect(figure).toBeVisible()
    const [spelled = ''] = /(?:\d )+\d, (?:\d )+\d/.exec((await figure.textContent()) ?? '') ?? []
    return spelled.replaceAll(/\D/g, '')
  }

  async function readSerial(): Promise<string> {
    return ((await page.locator('.serial').textContent()) ?? '').trim()
  }

  /** The code on the screen is the one that oathtool makes of the seed. */
  async function expectCodeOf(token: UnsealedToken): Promise<void> {
    const [before, shown, after] = [await askOathtool(token, Date.now()), await readCode(), await askOathtool(token, Date.now())]
    // A step may end between the looks: then one of the two is still right.
    expect([before, after]).toContain(shown)
  }

  async function typeGroups(groups: readonly string[]): Promise<void> {
    for (const [position, group] of groups.entries()) await page.getByRole('textbox', { name: say.group(position + 1) }).fill(group)
    await button(say.next).click()
    await expect(heading(say.typeTheseGroups)).toBeVisible({ timeout: 30_000 })
  }

  async function readGroups(): Promise<string[]> {
    const items = page.getByRole('listitem')
    const texts = await Promise.all([1, 2, 3, 4, 5].map((number) => items.filter({ hasText: say.resultGroup(number) }).textContent()))
    return texts.map((text) => /(?:\d ){5}\d/.exec(text ?? '')?.[0].replaceAll(' ', '') ?? '')
  }

  return {
    page,
    say,
    button,
    heading,
    readCode,
    readSerial,
    expectCodeOf,
    typeGroups,
    readGroups,
    open: () => page.goto(`${origin}/token/`),
    scan: async () => {
      await button(say.scan).click()
      await expect(heading(say.typeThisCode)).toBeVisible({ timeout: 30_000 })
    },
    reveal: () => button(say.reveal).first().click(),
    /** Resolves when all that the app needs without server and network is stored; the next opening uses it. */
    waitUntilStored: () => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined)),
  }
}
