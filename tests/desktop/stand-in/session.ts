// Sessions of the stand-in: what the shell registers is kept and obeyed where pages can feel it.
import { EventEmitter } from 'node:events'
import type { Cookies, Protocol, Session, WebRequest } from 'electron'
import type { AppHandler } from './page-address.ts'

type Handlers = {
  permissionRequest: Parameters<Session['setPermissionRequestHandler']>[0]
  permissionCheck: Parameters<Session['setPermissionCheckHandler']>[0]
  device: Parameters<Session['setDevicePermissionHandler']>[0]
  displayMedia: Parameters<Session['setDisplayMediaRequestHandler']>[0]
  verifyCertificate: Parameters<Session['setCertificateVerifyProc']>[0]
}
type RequestListener = NonNullable<Parameters<WebRequest['onBeforeRequest']>[0]>

type SessionMethods =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setCertificateVerifyProc'
  | 'clearStorageData'

export class StandInSession extends EventEmitter implements Pick<Session, SessionMethods> {
  readonly handlers: Handlers = {
    permissionRequest: null,
    permissionCheck: null,
    device: null,
    displayMedia: null,
    verifyCertificate: null,
  }
  /** Name -> value; the shell talks to one server, so names are enough. */
  readonly jar = new Map<string, string>()
  appHandler: AppHandler | undefined
  #beforeRequest: RequestListener | undefined

  readonly protocol = {
    handle: (scheme: string, handler: AppHandler) => {
      if (scheme !== 'app') throw new Error(`unexpected scheme ${scheme}`)
      this.appHandler = handler
    },
  } satisfies Pick<Protocol, 'handle'>

  readonly webRequest = {
    onBeforeRequest: (listener: RequestListener) => {
      this.#beforeRequest = listener
    },
  }

  readonly cookies = {
    get: async () => [...this.jar].map(([name, value]) => ({ name, value, sameSite: 'strict' as const })),
  } satisfies Pick<Cookies, 'get'>

  setPermissionRequestHandler(handler: Handlers['permissionRequest']): void {
    this.handlers.permissionRequest = handler
  }
  setPermissionCheckHandler(handler: Handlers['permissionCheck']): void {
    this.handlers.permissionCheck = handler
  }
  setDevicePermissionHandler(handler: Handlers['device']): void {
    this.handlers.device = handler
  }
  setDisplayMediaRequestHandler(handler: Handlers['displayMedia']): void {
    this.handlers.displayMedia = handler
  }
  setCertificateVerifyProc(proc: Handlers['verifyCertificate']): void {
    this.handlers.verifyCertificate = proc
  }
  async clearStorageData(): Promise<void> {
    this.jar.clear()
  }

  /** Whether a page of this session may load `url`; anything may while nobody listens. */
  async mayLoad(url: string): Promise<boolean> {
    const listener = this.#beforeRequest
    if (!listener) return true
    return new Promise((resolve) => {
      listener({ url } as Parameters<RequestListener>[0], ({ cancel }) => resolve(cancel !== true))
    })
  }
}
