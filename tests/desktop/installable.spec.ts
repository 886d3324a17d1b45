// A shortcut without an installer: the console that the server serves is an installable web app.
import { expect } from '@playwright/test'
import { test } from '../e2e/trial.ts'

test('the console can be installed from the browser: manifest without errors, its icons there in the sizes it says', async ({
  page,
  trial,
}) => {
  await page.goto(trial.origin)
  const cdp = await page.context().newCDPSession(page)
  const { errors, data = '{}' } = await cdp.send('Page.getAppManifest')
  expect(errors).toEqual([])
  const manifest = JSON.parse(data) as { display: string; start_url: string; icons: { src: string; sizes: string }[] }
  expect(manifest).toMatchObject({ display: 'standalone', start_url: '/' })
  for (const { src, sizes } of manifest.icons.filter(({ sizes }) => sizes !== 'any')) {
    const side = await page.evaluate(async (url) => {
      const picture = new Image()
      picture.src = url
      await picture.decode()
      return `${picture.naturalWidth}x${picture.naturalHeight}`
    }, src)
    expect(side).toBe(sizes)
  }
})
