// Debian's Chromium under Playwright: one for the console, and one with a fake camera for each phone.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type LaunchOptions, type Page } from '@playwright/test'
import { writeCameraFilm } from './camera.ts'
import { requireProgram } from './require-program.ts'

/** Chromium refuses its sandbox as root; what it loads here is our own server alone. */
export function chromiumOptions(): LaunchOptions {
  return { executablePath: requireProgram('chromium'), args: ['--no-sandbox', '--disable-background-networking'] }
}

export type Phone = { context: BrowserContext; page: Page; close: () => Promise<void> }

export type PhoneOptions = {
  /** The phone's storage: the same folder is the same phone. */
  profileFolder: string
  locale: string
  /** What its camera sees: a screenshot (PNG). Chromium takes the film at launch, so a second scan is a second launch. */
  sees?: Buffer
  colorScheme?: 'light' | 'dark'
}

export async function startPhoneBrowser({ profileFolder, locale, sees, colorScheme = 'light' }: PhoneOptions): Promise<Phone> {
  const folder = await mkdtemp(join(tmpdir(), 'motp-camera-'))
  const film = join(folder, 'film.y4m')
  if (sees) await writeCameraFilm(sees, film)
  const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film}`]
  const options = chromiumOptions()
  const context = await chromium.launchPersistentContext(profileFolder, {
    ...options,
    args: [...(options.args ?? []), ...(sees ? camera : [])],
    locale,
    colorScheme,
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
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
