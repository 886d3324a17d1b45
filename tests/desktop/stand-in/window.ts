// `BrowserWindow` and `WebContents` of the stand-in: a page of Chromium, held to what the shell registered.
import { EventEmitter } from 'node:events'
import type { BrowserContext, Page, Request as PageRequest, Route } from '@playwright/test'
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Rectangle,
  WebContents,
  WebContentsPrintOptions,
  WindowOpenHandlerResponse,
} from 'electron'
import type { PageServer } from './page-address.ts'
import { type Invoke, installPreload } from './preload-world.ts'
import type { StandInSession } from './session.ts'

export type WindowWorld = {
  context: BrowserContext
  pages: PageServer
  findSession: (partition: string | undefined) => StandInSession
  announce: (contents: StandInContents) => void
  invoke: (contents: StandInContents) => Invoke
}

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]
type ContentsMethods = 'getURL' | 'setWindowOpenHandler' | 'printToPDF' | 'print'

export class StandInContents extends EventEmitter implements Pick<WebContents, ContentsMethods> {
  page: Page | undefined
  openHandler: OpenHandler | undefined
  printed: WebContentsPrintOptions | undefined
  readonly #pages: PageServer

  constructor(pages: PageServer) {
    super()
    this.#pages = pages
  }
  getURL(): string {
    return this.page ? this.#pages.toApp(this.page.url()) : ''
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }
  async printToPDF(): Promise<Buffer> {
    if (!this.page) throw new Error('no page')
    return this.page.pdf({ format: 'A4' })
  }
  print(options?: WebContentsPrintOptions, callback?: (success: boolean, failureReason: string) => void): void {
    this.printed = options
    callback?.(true, '')
  }
}

type WindowMethods =
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'isMinimized'
  | 'restore'
  | 'isMaximized'
  | 'maximize'
  | 'getNormalBounds'
  | 'setContentProtection'

export class StandInWindow extends EventEmitter implements Pick<BrowserWindow, WindowMethods> {
  readonly webContents: StandInContents
  readonly options: BrowserWindowConstructorOptions
  readonly page: Promise<Page>
  isShown = false
  isFocusedByShell = false
  isProtected = false
  isSmall = false
  isLarge = false
  bounds: Rectangle
  readonly #world: WindowWorld
  /** The address that the shell itself asked for: no `will-frame-navigate` for it. */
  #expected: string | undefined

  constructor(options: BrowserWindowConstructorOptions, world: WindowWorld) {
    super()
    this.options = options
    this.#world = world
    this.bounds = { x: options.x ?? 40, y: options.y ?? 40, width: options.width ?? 800, height: options.height ?? 600 }
    this.webContents = new StandInContents(world.pages)
    world.announce(this.webContents)
    this.page = this.#openPage()
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.page
    const address = this.#world.pages.toBrowser(url)
    this.#expected = address
    await page.goto(address)
    this.emit('ready-to-show')
  }

  async #openPage(): Promise<Page> {
    const page = await this.#world.context.newPage()
    await page.setViewportSize({ width: this.bounds.width, height: this.bounds.height })
    this.webContents.page = page
    const cdp = await this.#world.context.newCDPSession(page)
    await cdp.send('Page.enable')
    cdp.on('Page.windowOpen', ({ url }) => {
      this.webContents.emit('stand-in:opened', this.#askToOpen(url))
    })
    page.on('popup', (popup) => {
      if (this.#lastOpening?.action !== 'allow') void popup.close()
    })
    const { preload, contextIsolation = true, nodeIntegration = false } = this.options.webPreferences ?? {}
    const invoke = this.#world.invoke(this.webContents)
    if (preload) await installPreload(cdp, { file: preload, contextIsolation, nodeIntegration, invoke })
    await page.route('**/*', (route, request) => this.#judge(route, request))
    return page
  }

  #lastOpening: WindowOpenHandlerResponse | undefined

  #askToOpen(url: string): WindowOpenHandlerResponse {
    const details = {
      url: this.#world.pages.toApp(url),
      frameName: '',
      features: '',
      disposition: 'new-window' as const,
      referrer: { url: '', policy: 'default' as const },
    }
    this.#lastOpening = this.webContents.openHandler?.(details) ?? { action: 'allow' }
    return this.#lastOpening
  }

  async #judge(route: Route, request: PageRequest): Promise<void> {
    const url = this.#world.pages.toApp(request.url())
    if (request.isNavigationRequest() && request.url() !== this.#expected && this.#isPrevented(url, request)) return route.abort('aborted')
    if (request.isNavigationRequest()) this.#expected = undefined
    const session = this.#world.findSession(this.options.webPreferences?.partition)
    return (await session.mayLoad(url)) ? route.continue() : route.abort('blockedbyclient')
  }

  #isPrevented(url: string, request: PageRequest): boolean {
    let isPrevented = false
    const isMainFrame = request.frame().parentFrame() === null
    const preventDefault = () => {
      isPrevented = true
    }
    this.webContents.emit('will-frame-navigate', { url, isMainFrame, isSameDocument: false, preventDefault })
    return isPrevented
  }

  show(): void {
    this.isShown = true
  }
  focus(): void {
    this.isFocusedByShell = true
  }
  isMinimized(): boolean {
    return this.isSmall
  }
  restore(): void {
    this.isSmall = false
  }
  isMaximized(): boolean {
    return this.isLarge
  }
  maximize(): void {
    this.isLarge = true
  }
  getNormalBounds(): Rectangle {
    return this.bounds
  }
  setContentProtection(enable: boolean): void {
    this.isProtected = enable
  }
}
