// The two ways to run the desktop program: Electron's binary where there is one, the stand-in everywhere. A journey takes either.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type Browser, type Page } from '@playwright/test'
import { launchShell } from './launch-shell.ts'

export const shellEngines = ['stand-in', 'electron'] as const
export type ShellEngine = (typeof shellEngines)[number]

export type RunningShell = {
  page: Page
  /** Whether the window is kept out of screenshots; undefined where that cannot be asked. */
  isProtected: () => boolean | undefined
  close: () => Promise<void>
}

const desktopFolder = fileURLToPath(new URL('../../desktop', import.meta.url))

/** Undefined where the package `electron` has no binary: since version 42 it is fetched at the first start, which not every machine can do. */
export function findElectron(): string | undefined {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : undefined
}

type RunOptions = { browser: Browser; server: string; userData: string }

export async function runShell(engine: ShellEngine, { browser, server, userData }: RunOptions): Promise<RunningShell> {
  if (engine === 'stand-in') {
    const shell = await launchShell({ browser, server, userData })
    return { page: shell.page, isProtected: () => shell.window.isProtected, close: shell.close }
  }
  const app = await _electron.launch({
    executablePath: findElectron() ?? '',
    // Chromium refuses its sandbox as root, as in a container; a packaged program would refuse to start so.
    args: [desktopFolder, `--user-data-dir=${userData}`, '--lang=zh-TW', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...(process.env as Record<string, string>), TPEMOTP_SERVER: server },
  })
  const page = await app.firstWindow()
  await page.waitForURL('app://console/**')
  return { page, isProtected: () => undefined, close: () => app.close() }
}
