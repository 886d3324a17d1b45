// Screenshots of a screen as it stands, on wide and narrow windows, light and dark, judged by axe (WCAG 2.2 AA and best practice).
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const folder = 'test-results/screenshots'
const widths = { 1280: 900, 390: 844 } as const
type Width = keyof typeof widths

/** `take(page, 'sign-in')` writes `console-sign-in-zh-TW-1280-light.png` and its three sisters. */
export function createAlbum(app: 'console' | 'phone', language: string, shownWidths: readonly Width[]) {
  return async (page: Page, screen: string): Promise<void> => {
    const before = page.viewportSize()
    for (const width of shownWidths) {
      if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: widths[width] })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const name = [app, screen, language, width, colorScheme].join('-')
        await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true, animations: 'disabled' })
        // Structure does not change with the colours, nor the colours with the width: two looks see all of both.
        if ((width === 390) === (colorScheme === 'dark')) await expectAccessible(page, name)
      }
    }
    await page.emulateMedia({ colorScheme: 'light' })
    if (before) await page.setViewportSize(before)
  }
}

async function expectAccessible(page: Page, name: string): Promise<void> {
  // No frames here, so one call in the page judges all; by default each judgement opens a page of its own to gather frames in.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  expect.soft(found, `axe on ${name}`).toEqual([])
}
