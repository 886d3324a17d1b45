// The one window: hardened, shown when its first page is drawn, where the user left it.
import { type App, BrowserWindow, screen } from 'electron'
import type { WindowState } from './user-settings.ts'
import { placeWindow } from './window-place.ts'

/** The page's own session; the default one is main's line to the server. */
export const pagePartition = 'persist:console'

export type ConsoleWindowOptions = {
  preload: string
  icon: string
  isPackaged: App['isPackaged']
  isDark: boolean
  remembered: WindowState | undefined
  onClose: (state: WindowState) => void
}

export function createConsoleWindow(options: ConsoleWindowOptions): BrowserWindow {
  const place = placeWindow(
    options.remembered,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  )
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: 480,
    minHeight: 520,
    title: 'TPEMOTP',
    icon: options.icon,
    show: false,
    backgroundColor: options.isDark ? '#14191a' : '#fbfaf7',
    webPreferences: {
      preload: options.preload,
      partition: pagePartition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: !options.isPackaged,
    },
  })
  if (place.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => options.onClose({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }))
  // Its title is the program's name; what a page writes there is not to be trusted by the eye.
  window.on('page-title-updated', (event) => event.preventDefault())
  return window
}
