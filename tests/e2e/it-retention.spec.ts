// Old events of the trail in sealed files: what an auditor sees of them, and how a file that is gone is found.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { makeSealedTrail } from '../support/sealed-trail.ts'
import { startServerProcess } from '../support/server-process.ts'
import { createAlbum } from './album.ts'
import { itWords } from './it-words.ts'
import { signIn } from './sign-in.ts'
import { bothLanguages, test } from './trial.ts'

test.describe.configure({ timeout: 300_000 })

for (const language of bothLanguages) {
  test.describe(language, () => {
    test.use({ locale: language })
    const say = itWords[language]

    test('an auditor sees where the trail begins, opens the list of sealed files, and is told which one is missing', async ({
      page,
      folder,
    }) => {
      const data = join(folder, 'data')
      const segmentFolder = await makeSealedTrail(data)
      const { origin, stop } = await startServerProcess({ data })
      try {
        const take = createAlbum('console', language, [1280, 390])
        await signIn(page, origin, 'auditor01', language)
        await page.goto(`${origin}/it/audit`)
        await expect(page.getByText(say.audit.sealed)).toBeVisible()

        const opener = page.getByRole('button', { name: say.audit.sealedFiles })
        await expect(opener).toHaveAttribute('aria-expanded', 'false')
        await opener.focus()
        await page.keyboard.press('Enter')
        const table = page.getByRole('table', { name: say.audit.sealedList })
        await expect(table.getByRole('row')).toHaveCount(4)
        await page.getByRole('button', { name: say.audit.check }).click()
        await expect(page.getByText(say.audit.whole)).toBeVisible()
        await take(page, '71-audit-sealed')

        const files = await readdir(segmentFolder)
        await rm(join(segmentFolder, files.find((name) => name.startsWith('audit-1-')) ?? ''))
        await page.getByRole('button', { name: say.audit.check }).click()
        await expect(page.getByText(say.audit.fileMissing)).toBeVisible()
        await page.reload()
        await page.getByRole('button', { name: say.audit.sealedFiles }).click()
        await expect(table.getByRole('row').last()).toContainText(say.audit.missing)
        await take(page, '72-audit-sealed-missing')
      } finally {
        await stop()
      }
    })
  })
}
