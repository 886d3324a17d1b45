// The stand-in for the module `electron`: what the desktop program uses of it, each part checked against electron.d.ts.
import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import type { BrowserContext } from '@playwright/test'
import type * as Electron from 'electron'
import { StandInNet } from './net.ts'
import { type AppHandler, servePages } from './page-address.ts'
import { StandInSession } from './session.ts'
import { type StandInContents, StandInWindow, type WindowWorld } from './window.ts'

export type Machine = {
  context: BrowserContext
  userData: string
  isPackaged: boolean
  languages: string[]
  switches: readonly string[]
  argv: readonly string[]
}

type AppMethods =
  | 'whenReady'
  | 'getPath'
  | 'getPreferredSystemLanguages'
  | 'requestSingleInstanceLock'
  | 'setAsDefaultProtocolClient'
  | 'enableSandbox'
  | 'exit'
  | 'quit'
  | 'getVersion'

/** Who holds the lock of a profile folder, as the system would know. */
const holders = new Map<string, StandInApp>()

class StandInApp extends EventEmitter implements Pick<Electron.App, AppMethods> {
  readonly isPackaged: boolean
  readonly commandLine: Pick<Electron.CommandLine, 'hasSwitch'>
  isSandboxEnabled = false
  hasExited = false
  deepLinkScheme: string | undefined
  readonly #machine: Machine

  constructor(machine: Machine) {
    super()
    this.#machine = machine
    this.isPackaged = machine.isPackaged
    this.commandLine = { hasSwitch: (name) => machine.switches.includes(name) }
  }
  async whenReady(): Promise<void> {
    await Promise.resolve()
  }
  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    return name === 'userData' ? this.#machine.userData : tmpdir()
  }
  getVersion(): string {
    return '0.1.0'
  }
  getPreferredSystemLanguages(): string[] {
    return this.#machine.languages
  }
  requestSingleInstanceLock(): boolean {
    const holder = holders.get(this.#machine.userData)
    if (!holder) holders.set(this.#machine.userData, this)
    else holder.emit('second-instance', {}, [...this.#machine.argv])
    return !holder
  }
  releaseLock(): void {
    if (holders.get(this.#machine.userData) === this) holders.delete(this.#machine.userData)
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    this.deepLinkScheme = scheme
    return true
  }
  enableSandbox(): void {
    this.isSandboxEnabled = true
  }
  exit(): void {
    this.hasExited = true
  }
  quit(): void {
    let isHeld = false
    this.emit('will-quit', { preventDefault: () => (isHeld = true) })
    if (!isHeld) this.exit()
  }
}

class StandInMonitor extends EventEmitter implements Pick<Electron.PowerMonitor, 'getSystemIdleTime'> {
  idleSeconds = 0
  getSystemIdleTime(): number {
    return this.idleSeconds
  }
}

type IpcHandler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown

export async function createElectron(machine: Machine) {
  const sessions = new Map<string | undefined, StandInSession>()
  const findSession = (partition: string | undefined): StandInSession => {
    const found = sessions.get(partition) ?? new StandInSession()
    sessions.set(partition, found)
    return found
  }
  const pages = await servePages((): AppHandler | undefined => [...sessions.values()].find(({ appHandler }) => appHandler)?.appHandler)
  const app = new StandInApp(machine)
  const handlers = new Map<string, IpcHandler>()
  const windows: StandInWindow[] = []

  /** One call over IPC, as if from this frame. */
  const invoke = async (
    contents: StandInContents,
    frame: { url: string; parent: object | null } | null,
    channel: string,
    args: unknown[],
  ) => {
    const handler = handlers.get(channel)
    if (!handler) throw new Error(`nobody handles ${channel}`)
    const event = { sender: contents, senderFrame: frame } as unknown as Electron.IpcMainInvokeEvent
    return handler(event, ...args)
  }

  const world: WindowWorld = {
    context: machine.context,
    pages,
    findSession,
    announce: (contents) => void app.emit('web-contents-created', {}, contents),
    invoke:
      (contents) =>
      ({ channel, args, url }) =>
        invoke(contents, { url: pages.toApp(url), parent: null }, channel, args),
  }

  class BrowserWindow extends StandInWindow {
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super(options, world)
      windows.push(this)
    }
  }

  const seen = {
    schemes: [] as Electron.CustomScheme[],
    openedLinks: [] as string[],
    clipboard: '',
    menu: [] as Electron.MenuItemConstructorOptions[],
    savePath: undefined as string | undefined,
    suggestedPath: undefined as string | undefined,
    /** Which button the user presses in a message box, and what it said. */
    answer: 0,
    asked: undefined as Electron.MessageBoxOptions | undefined,
  }
  const defaultSession = findSession(undefined)
  const net = new StandInNet(defaultSession)
  const nativeTheme = { themeSource: 'system' as Electron.NativeTheme['themeSource'], shouldUseDarkColors: false }
  const powerMonitor = new StandInMonitor()

  const module = {
    app,
    BrowserWindow,
    Menu: {
      buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (template: Electron.MenuItemConstructorOptions[]) => {
        seen.menu = template
      },
    },
    clipboard: {
      writeText: async (text: string) => {
        seen.clipboard = text
      },
    } satisfies Pick<Electron.Clipboard, 'writeText'>,
    dialog: {
      showSaveDialog: async (_window: unknown, options: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue> => {
        seen.suggestedPath = options.defaultPath
        return { canceled: seen.savePath === undefined, filePath: seen.savePath ?? '' }
      },
      showMessageBox: async (_window: unknown, options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> => {
        seen.asked = options
        return { response: seen.answer, checkboxChecked: false }
      },
      // The program's last words fail the test that hears them.
      showErrorBox: (title: string, content: string): void => {
        throw new Error(`${title}: ${content}`)
      },
    },
    ipcMain: { handle: (channel: string, handler: IpcHandler) => void handlers.set(channel, handler) } satisfies Pick<
      Electron.IpcMain,
      'handle'
    >,
    nativeTheme: nativeTheme satisfies Partial<Electron.NativeTheme>,
    net: net satisfies Pick<Electron.Net, 'fetch' | 'isOnline'>,
    powerMonitor,
    protocol: { registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => void seen.schemes.push(...schemes) },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
    session: { defaultSession, fromPartition: (partition: string) => findSession(partition) },
    shell: {
      openExternal: async (url: string) => {
        seen.openedLinks.push(url)
      },
    } satisfies Pick<Electron.Shell, 'openExternal'>,
  }
  return { module, app, net, nativeTheme, powerMonitor, seen, pages, windows, findSession, invoke }
}

export type StandInElectron = Awaited<ReturnType<typeof createElectron>>
