// Launches the built desktop program without Electron's binary: main in this Node, its window a page of Chromium (stand-in/).
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layOutProgram } from '@motp/desktop/lay-out-program'
import type { Browser, Page } from '@playwright/test'
import { createElectron, type StandInElectron } from './stand-in/electron.ts'
import { loadMain } from './stand-in/load-main.ts'
import type { StandInWindow } from './stand-in/window.ts'

export type LaunchOptions = {
  browser: Browser
  /** TPEMOTP_SERVER. */
  server?: string
  /** Its own, removed at the end, unless one is given: the same folder is the same user. */
  userData?: string
  /** Where the installer's file lies. */
  resources?: string
  isPackaged?: boolean
  languages?: string[]
  switches?: readonly string[]
  argv?: readonly string[]
  colorScheme?: 'light' | 'dark'
}

export type Shell = {
  electron: StandInElectron
  window: StandInWindow
  page: Page
  /** Where the window is, in the shell's terms. */
  address: () => string
  close: () => Promise<void>
}

/** A start that makes no window, because it must not, answers undefined. */
export async function startShell(
  options: LaunchOptions,
): Promise<StandInElectron & { window: StandInWindow | undefined; close: () => Promise<void> }> {
  const { browser, languages = ['zh-TW'], switches = [], argv = [], isPackaged = false, colorScheme = 'light' } = options
  const folder = await mkdtemp(join(tmpdir(), 'motp-shell-'))
  const userData = options.userData ?? join(folder, 'user')
  const context = await browser.newContext({ locale: languages[0] ?? 'zh-TW', colorScheme })
  const electron = await createElectron({ context, userData, isPackaged, languages, switches, argv })
  const restore = setProcess({ server: options.server, resources: options.resources ?? folder, argv })
  try {
    layOutProgram(join(folder, 'program'))
    await loadMain(join(folder, 'program'), electron.module)
    // The program's own `whenReady().then` runs in the turns that follow.
    await new Promise(setImmediate)
  } finally {
    restore()
  }
  return {
    ...electron,
    window: electron.windows[0],
    async close() {
      electron.app.releaseLock()
      await context.close()
      await electron.pages.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export async function launchShell(options: LaunchOptions): Promise<Shell> {
  const { close, ...electron } = await startShell(options)
  const { window } = electron
  if (!window) throw new Error('the program opened no window')
  await once(window, 'ready-to-show')
  return { electron, window, page: await window.page, address: () => window.webContents.getURL(), close }
}

/** What the program reads of its process at the start. */
function setProcess(start: { server: string | undefined; resources: string; argv: readonly string[] }): () => void {
  const { argv } = process
  const { TPEMOTP_SERVER: server } = process.env
  if (start.server === undefined) delete process.env.TPEMOTP_SERVER
  else process.env.TPEMOTP_SERVER = start.server
  process.argv = [argv[0] ?? 'node', ...start.argv]
  Object.defineProperty(process, 'resourcesPath', { value: start.resources, configurable: true })
  return () => {
    process.argv = argv
    if (server === undefined) delete process.env.TPEMOTP_SERVER
    else process.env.TPEMOTP_SERVER = server
  }
}
