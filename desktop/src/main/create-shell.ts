// What the window shows and when: the console, the question for the server, or what is wrong. Its methods are what happens to the shell.
import { type BrowserWindow, clipboard } from 'electron'
import { appUrl } from './app-url.ts'
import { chooseServer, mayUserChange, readServerOrigin, type ServerAddress } from './server-address.ts'
import { checkServer, type Trouble } from './server-check.ts'
import type { ServerConnection } from './server-connection.ts'
import type { ShellAction } from './shell-action.ts'
import type { ShellView } from './shell-page.ts'
import type { StartOptions } from './start-options.ts'
import type { UserSettingsFile } from './user-settings.ts'

type ShellDeps = { connection: ServerConnection; options: StartOptions; settings: UserSettingsFile }

export type Shell = ReturnType<typeof createShell>

export function createShell({ connection, options, settings }: ShellDeps) {
  let window: BrowserWindow | undefined
  let view: ShellView | undefined
  /** Counts what was opened: an answer that comes after the next opening is not shown any more. */
  let turn = 0

  const address = (): ServerAddress | undefined => chooseServer({ ...options.typedServer, user: settings.read().server })

  function load(url: string): void {
    window?.setContentProtection(false)
    // A page that another one overtakes rejects; that is no failure.
    void window?.loadURL(url).catch(() => undefined)
  }

  function show(next: ShellView): void {
    view = next
    load(appUrl('shell', `/${next.page}`))
  }

  function showTrouble(trouble: Trouble, server: ServerAddress | undefined): void {
    show({
      page: 'trouble',
      origin: server?.origin,
      trouble,
      mayChangeServer: options.wrongSettings === undefined && mayUserChange(server),
    })
  }

  /** Shows the console at once, for it is here already, and asks the server meanwhile. */
  async function open(path = '/'): Promise<void> {
    const mine = ++turn
    const server = address()
    if (options.wrongSettings !== undefined) return showTrouble({ kind: 'wrong-settings', details: options.wrongSettings }, server)
    if (!server) return show({ page: 'setup', typed: '', isAddressWrong: false, trouble: undefined })
    load(appUrl('console', path))
    const trouble = await checkServer(server.origin, connection)
    if (trouble && mine === turn) showTrouble(trouble, server)
  }

  async function connect(typed: string): Promise<void> {
    if (!mayUserChange(address())) return
    const mine = ++turn
    const origin = readServerOrigin(typed)
    if (origin === undefined) return show({ page: 'setup', typed, isAddressWrong: true, trouble: undefined })
    const trouble = await checkServer(origin, connection)
    if (mine !== turn) return
    if (trouble) return show({ page: 'setup', typed, isAddressWrong: false, trouble })
    settings.change({ server: origin })
    await open()
  }

  async function changeServer(): Promise<void> {
    const server = address()
    if (!mayUserChange(server)) return
    turn++
    show({ page: 'setup', typed: server?.origin ?? '', isAddressWrong: false, trouble: undefined })
    if (server) await connection.endSession(server.origin)
  }

  async function act(action: ShellAction): Promise<void> {
    if (action.kind === 'retry') return open()
    if (action.kind === 'connect') return connect(action.typed)
    if (action.kind === 'change-server') return changeServer()
    await clipboard.writeText(view?.trouble?.details ?? '')
  }

  /** The person has gone: nothing stays on the screen, the session ends. */
  async function lock(): Promise<void> {
    const server = address()
    if (!server || !(await connection.isSignedIn())) return
    load(appUrl('console', '/sign-in?reason=ended'))
    await connection.endSession(server.origin)
  }

  return {
    attach: (created: BrowserWindow) => {
      window = created
    },
    view: () => view,
    origin: () => address()?.origin,
    mayChangeServer: () => options.wrongSettings === undefined && mayUserChange(address()),
    open,
    act,
    lock,
    changeServer,
  }
}
