// Main process of the desktop program: what is set up, in the order in which it has to happen. Each line's why is in the file it names.
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, nativeTheme, powerMonitor, session, shell as system } from 'electron'
import { setAppMenu } from './app-menu.ts'
import { answerAppScheme, registerAppScheme } from './app-protocol.ts'
import { type AppearanceKeeper, keepAppearance } from './appearance.ts'
import { openBridgeDoor } from './bridge-door.ts'
import { createConsoleFiles } from './console-files.ts'
import { createConsoleWindow, pagePartition } from './console-window.ts'
import { createBridge } from './create-bridge.ts'
import { createShell, type Shell } from './create-shell.ts'
import { deepLinkScheme } from './deep-link.ts'
import { createForwarder } from './forward-request.ts'
import { guardContents } from './guard-contents.ts'
import { guardPageSession } from './guard-session.ts'
import { offerUpdates } from './offer-updates.ts'
import { receiveLinks } from './receive-links.ts'
import { mayStart } from './refuse-switches.ts'
import { openServerConnection, type ServerConnection } from './server-connection.ts'
import { renderShellPage } from './shell-page.ts'
import { readStartOptions } from './start-options.ts'
import { openUserSettings } from './user-settings.ts'
import { endSessionAtQuit, watchAbsence } from './watch-absence.ts'

const packageFolder = join(import.meta.dirname, '..')
const openLink = (link: string): void => void system.openExternal(link)

if (!mayStart(app) || !app.requestSingleInstanceLock()) app.exit()
else {
  app.enableSandbox()
  registerAppScheme()
  if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme)
  const onLink = receiveLinks(app, process.argv)
  app
    .whenReady()
    .then(() => start(onLink))
    .catch(giveUp)
}

function start(onLink: (openPage: (path: string) => void) => void): void {
  const options = readStartOptions(process)
  const settings = openUserSettings(join(app.getPath('userData'), 'settings.json'))
  const connection = openServerConnection()
  const appearance = keepAppearance({ app, nativeTheme, settings })
  const shell = createShell({ connection, options, settings })

  guardContents(app, { openLink, onShellAction: (action) => void shell.act(action) })
  answerPages(shell, connection, appearance)
  const window = createConsoleWindow({
    preload: join(import.meta.dirname, 'preload.cjs'),
    icon: join(packageFolder, 'icons/512x512.png'),
    isPackaged: app.isPackaged,
    isDark: nativeTheme.shouldUseDarkColors,
    remembered: settings.read().window,
    onClose: (state) => settings.change({ window: state }),
  })
  shell.attach(window)
  openBridgeDoor(createBridge({ window, appearance }), window)
  appearance.whenChanged((language) => setAppMenu({ language, platform: process.platform, isPackaged: app.isPackaged, shell, openLink }))

  watchAbsence(powerMonitor, () => void shell.lock())
  endSessionAtQuit(app, shell.lock)
  window.webContents.on('render-process-gone', () => void shell.open())
  app.on('second-instance', () => raise(window))
  offerUpdates({ settings: options.updates, isPackaged: app.isPackaged, window, appearance })
  onLink((path) => void shell.open(path))
}

/** The page's own session: what it may do, and who answers what it loads. */
function answerPages(shell: Shell, connection: ServerConnection, appearance: AppearanceKeeper): void {
  const pages = session.fromPartition(pagePartition)
  guardPageSession(pages)
  answerAppScheme(pages.protocol, {
    consoleFile: createConsoleFiles(join(packageFolder, 'dist')),
    forward: createForwarder({ fetch: connection.fetch, origin: shell.origin }),
    shellPage: (nonce) => {
      const view = shell.view()
      return view && renderShellPage(view, { language: appearance.read().language, nonce })
    },
  })
}

/** A start that failed says so: a program that runs without a window helps nobody. */
function giveUp(reason: unknown): void {
  dialog.showErrorBox('TPEMOTP', String(reason))
  app.exit(1)
}

function raise(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}
