// Fixtures of the browser journeys: a trial site of its own for each test, and phones that keep their storage over launches.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { type Phone, type PhoneOptions, startPhoneBrowser } from '../support/browser.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'

export type Trial = { origin: string; data: string; server: ServerProcess }

type Fixtures = {
  folder: string
  trial: Trial
  /** Launches the phone called `name`, by default the only one; closes it at the end. */
  launchPhone: (options: Omit<PhoneOptions, 'profileFolder'> & { name?: string }) => Promise<Phone>
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'motp-e2e-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
  trial: async ({ folder }, use) => {
    const data = join(folder, 'data')
    const server = await startServerProcess({ data })
    await use({ origin: server.origin, data, server })
    await server.stop()
  },
  launchPhone: async ({ folder }, use) => {
    const phones: Phone[] = []
    await use(async ({ name = 'phone', ...options }) => {
      const phone = await startPhoneBrowser({ ...options, profileFolder: join(folder, name) })
      phones.push(phone)
      return phone
    })
    for (const phone of phones) await phone.close()
  },
})

export const bothLanguages = ['zh-TW', 'en'] as const
