// Browser journeys against the real server in Debian's Chromium. Results, screenshots included, land in test-results/.
import { defineConfig } from '@playwright/test'
import { chromiumOptions } from './tests/support/browser.ts'

export default defineConfig({
  testDir: 'tests',
  testMatch: '{e2e,desktop}/*.spec.ts',
  outputDir: 'test-results/playwright',
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // A journey that fails once has failed: what fails now and then is a fault of the product or of the test.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  use: { launchOptions: chromiumOptions(), viewport: { width: 1280, height: 900 }, screenshot: 'only-on-failure' },
})
