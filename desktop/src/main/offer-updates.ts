// Updates from the company's own server: looked for in the background, downloaded only when the user agrees, installed at quitting.
// IT's settings say from where, by whose key, or that there are none.
import { type BrowserWindow, dialog } from 'electron'
import type { AppearanceKeeper } from './appearance.ts'
import type { UpdateSettings } from './company-settings.ts'
import { shellWords } from './shell-words.ts'

type UpdateDeps = { settings: UpdateSettings | undefined; isPackaged: boolean; window: BrowserWindow; appearance: AppearanceKeeper }

const firstLookMs = 60_000
const lookEveryMs = 6 * 3_600_000

export function offerUpdates({ settings, isPackaged, window, appearance }: UpdateDeps): void {
  if (!isPackaged || settings === undefined || settings.mode === 'off') return
  const asked = new Set<string>()
  const look = () => lookForUpdate(settings, (version) => askOnce(asked, version, { window, appearance }))
  // A look that fails is tried again at the next; the user has other things to do.
  const lookQuietly = () => void look().catch(() => undefined)
  setTimeout(lookQuietly, firstLookMs).unref()
  setInterval(lookQuietly, lookEveryMs).unref()
}

/** The updater is loaded when it is needed: nothing of it is read before the first window. */
async function lookForUpdate(settings: UpdateSettings, consent: (version: string) => Promise<boolean>): Promise<void> {
  const [{ default: updater }, { createSignedProvider }] = await Promise.all([import('electron-updater'), import('./signed-provider.ts')])
  const { autoUpdater } = updater
  autoUpdater.autoDownload = false
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.allowDowngrade = false
  autoUpdater.setFeedURL({ provider: 'custom', updateProvider: createSignedProvider(settings) })
  const found = await autoUpdater.checkForUpdates()
  if (!found?.isUpdateAvailable || !(await consent(found.updateInfo.version))) return
  autoUpdater.autoInstallOnAppQuit = true
  await autoUpdater.downloadUpdate()
}

/** Once a start for each version: “later” is an answer. */
async function askOnce(
  asked: Set<string>,
  version: string,
  { window, appearance }: Pick<UpdateDeps, 'window' | 'appearance'>,
): Promise<boolean> {
  if (asked.has(version)) return false
  asked.add(version)
  const { update } = shellWords[appearance.read().language]
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: update.available(version),
    detail: update.detail,
    buttons: [update.install, update.later],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}
