// Debian's Chromium under Playwright: one browser for the console, one with a fake camera for each phone.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type LaunchOptions, type Page } from '@playwright/test'
import { writeCameraFilm } from './camera.ts'
import { requireProgram } from './require-program.ts'

export function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: requireProgram('chromium'),
    ...options,
    // Chromium refuses its sandbox as root; what it loads here is our own server alone.
    args: ['--no-sandbox', '--disable-background-networking', ...(options.args ?? [])],
  })
}

export const phoneScreen = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

export type Phone = { context: BrowserContext; page: Page; close: () => Promise<void> }

export type PhoneOptions = {
  /** What its camera sees: a screenshot (PNG). Chromium takes the film at launch, so each scan is a browser of its own. */
  sees?: Buffer
  locale?: string
  /** Kept over several launches: the phone's storage. */
  profileFolder?: string
}

/** A phone: Chromium at phone size with its own storage. */
export async function startPhoneBrowser({ sees, locale = 'zh-TW', profileFolder }: PhoneOptions = {}): Promise<Phone> {
  const folder = await mkdtemp(join(tmpdir(), 'motp-phone-'))
  const film = join(folder, 'camera.y4m')
  if (sees) await writeCameraFilm(sees, film)
  const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film}`]
  const context = await chromium.launchPersistentContext(profileFolder ?? join(folder, 'profile'), {
    executablePath: requireProgram('chromium'),
    args: ['--no-sandbox', '--disable-background-networking', ...(sees ? camera : [])],
    locale,
    ...phoneScreen,
  })
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    close: async () => {
      await context.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
