// The shell's own pages as a person sees them: screenshots in light and dark, wide and narrow, judged by axe.
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { launchShell } from './launch-shell.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  for (const page of ['setup', 'trouble'] as const) {
    test(`desktop program: ${page} page, ${colorScheme}`, async ({ browser }) => {
      const shell = await launchShell({ browser, colorScheme, ...(page === 'trouble' ? { server: 'https://motp.invalid' } : {}) })
      await expect.poll(shell.address).toBe(`app://shell/${page}`)
      for (const width of [1120, 480]) {
        await shell.page.setViewportSize({ width, height: 800 })
        await shell.page.screenshot({ path: `test-results/screenshots/desktop-${page}-${colorScheme}-${width}.png`, fullPage: true })
        const { violations } = await new AxeBuilder({ page: shell.page }).setLegacyMode().analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
      }
      await shell.close()
    })
  }
}
