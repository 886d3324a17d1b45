// What is read before the first window shows itself, counted: files and bytes, by main and by the page. The updater is not among them.
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { useShells } from './shell-suite.ts'
import { loadedFiles } from './stand-in/load-main.ts'

const { launch, serve } = useShells()

test('the first window needs few files and little of each', async () => {
  const before = loadedFiles.length
  const shell = await launch({ server: await serve(), isPackaged: true })
  const main = [...loadedFiles.slice(before), String(shell.window.options.webPreferences?.preload)].map((path) => ({
    name: basename(path),
    bytes: statSync(path).size,
  }))
  const page = await shell.page.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((entry) => ({
      name: new URL(entry.name).pathname,
      bytes: (entry as PerformanceResourceTiming).decodedBodySize,
    })),
  )
  const sum = (files: { bytes: number }[]) => files.reduce((total, { bytes }) => total + bytes, 0)
  const report = { main: { files: main, bytes: sum(main) }, page: { files: page, bytes: sum(page) } }
  mkdirSync('test-results', { recursive: true })
  writeFileSync('test-results/desktop-start-up.json', JSON.stringify(report, undefined, 2))

  expect(main.map(({ name }) => name)).toEqual(['main.js', 'preload.cjs'])
  expect(report.main.bytes).toBeLessThan(150_000)
  expect(page.every(({ name }) => /^\/(?:$|assets\/|favicon\.svg|manifest)/.test(name))).toBe(true)
  expect(page.length).toBeLessThan(30)
  expect(report.page.bytes).toBeLessThan(1_200_000)
  // Beside the questions whether the server is there, and what the company calls the product, nothing went over the network.
  await expect
    .poll(() => shell.electron.net.sent.map(({ url }) => new URL(url).pathname), { timeout: 5000 })
    .toEqual(['/health/live', '/api/v1/brand'])
})
