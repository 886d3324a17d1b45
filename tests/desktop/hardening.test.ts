// The hardening of the desktop program, rule by rule (Electron's security list, and what this program adds). Each test fails when its line goes.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bridgeMethods } from '@motp/desktop/bridge'
import type { Page } from '@playwright/test'
import { describe, expect, test } from 'vitest'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import type { Shell } from './launch-shell.ts'
import { useOneShell, useShells } from './shell-suite.ts'

const { launch, start, serve } = useShells()
const one = useOneShell()
/** For tests that leave the program otherwise than they found it. */
const open = async (options: Parameters<typeof launch>[0] = {}): Promise<Shell> => launch({ server: await serve(), ...options })

/** What the program answers under its scheme. */
async function ask(shell: Shell, url: string): Promise<Response> {
  const answered = await shell.electron.findSession('persist:console').appHandler?.(new Request(url))
  if (!answered) throw new Error('nobody answers the scheme')
  return answered
}

describe('the page is a page', () => {
  test('the window’s preferences are the hardened ones, each said and not left to a default', async () => {
    const { window } = await open({ isPackaged: true })
    const { preload, ...preferences } = window.options.webPreferences ?? {}
    expect(preload).toMatch(/dist-shell\/preload\.cjs$/)
    expect(preferences).toEqual({
      partition: 'persist:console',
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
      devTools: false,
    })
  })

  test('the sandbox is on for every process before any page exists', async () => {
    expect(one().electron.app.isSandboxEnabled).toBe(true)
  })

  test('nothing of Node or Electron is in the page’s world, only the bridge’s methods', async () => {
    const { page } = one()
    const seen = await page.evaluate(() => ({
      leaked: ['require', 'process', 'module', 'ipcRenderer', 'contextBridge', 'standInInvoke', 'electron'].filter(
        (name) => name in window,
      ),
      bridge: Object.keys((window as unknown as Record<string, object>).tpemotp ?? {}),
    }))
    expect(seen).toEqual({ leaked: [], bridge: [...bridgeMethods] })
  })

  test('developer tools are off in the packaged program, in the window and in the menu', async () => {
    const { electron } = await open({ isPackaged: true })
    expect(JSON.stringify(electron.seen.menu)).not.toContain('toggleDevTools')
  })
})

describe('the scheme', () => {
  test('is standard and secure, and passes no policy by', () => {
    const { electron } = one()
    expect(electron.seen.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
    ])
  })

  test.each(['/../package.json', '/..%2fpackage.json', '/assets/..%5c..%5cpackage.json', '//etc/passwd.txt', '/.built-from', '/assets/'])(
    'does not lead out of the console’s build: %s',
    async (path) => {
      const answer = await ask(one(), `app://console${path}`)
      const text = await answer.text()
      expect([404, 200]).toContain(answer.status)
      if (answer.status === 200) expect(text).toContain('<div id="root">')
      else expect(text).toBe('')
    },
  )
})

describe('content policy', () => {
  test('of the console: own files alone, styles by this answer’s nonce, never the same twice', async () => {
    const { page } = one()
    const policies: string[] = []
    for (const _ of [1, 2]) policies.push((await page.reload())?.headers()['content-security-policy'] ?? '')
    expect(policies[0]?.replace(/nonce-[\w+/=]+/, 'nonce-N')).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'",
    )
    expect(policies[0]).not.toBe(policies[1])
  })

  test('holds in the page: no inline script, no eval, no frame', async () => {
    const { page } = await open()
    const outcome = await page.evaluate(async () => {
      const violated: string[] = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violated.push(effectiveDirective))
      const script = document.createElement('script')
      script.textContent = 'window.broken = true'
      document.head.append(script)
      const frame = document.createElement('iframe')
      frame.src = '/'
      document.body.append(frame)
      // The debugger's own turn may evaluate; the page's later ones may not.
      await new Promise((resolve) => setTimeout(resolve, 300))
      let evaluated = false
      try {
        evaluated = Boolean(new Function('return true')())
      } catch {}
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { broken: 'broken' in window, evaluated, violated: [...new Set(violated)].toSorted() }
    })
    expect(outcome).toEqual({ broken: false, evaluated: false, violated: ['frame-src', 'script-src', 'script-src-elem'] })
  })

  test('of the shell’s own pages: no script at all', async () => {
    const policy = (await ask(await launch(), 'app://shell/setup')).headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'nonce-[\w+/=]+'$/)
  })

  test('every answer forbids sniffing, referrers and the machine’s devices', async () => {
    const { page } = one()
    expect((await page.reload())?.headers()).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    })
  })
})

describe('the window stays where it is', () => {
  const go = (page: Page, url: string) =>
    page.evaluate((target) => {
      location.href = target
    }, url)

  test.each(['https://example.com/', 'http://localhost:1/', 'data:text/html,hello', 'file:///etc/passwd'])('not %s', async (url) => {
    const shell = one()
    await go(shell.page, url).catch(() => undefined)
    await shell.page.waitForTimeout(300)
    expect(shell.address()).toBe('app://console/')
  })

  test('not to an answer of the server, nor to the shell’s own pages', async () => {
    const shell = one()
    await go(shell.page, '/api/v1/session')
    await go(shell.page, shell.electron.pages.toBrowser('app://shell/setup'))
    await shell.page.waitForTimeout(300)
    expect(shell.address()).toBe('app://console/')
  })

  test('but inside the console it may go', async () => {
    const shell = await open()
    await go(shell.page, '/help')
    await expect.poll(shell.address).toBe('app://console/help')
  })

  test('the console cannot press the shell’s own buttons, even where its user may', async () => {
    const userData = makeTemporaryFolder()
    writeFileSync(join(userData, 'settings.json'), JSON.stringify({ server: await serve() }))
    const shell = await launch({ userData })
    await go(shell.page, shell.electron.pages.toBrowser('app://shell/do/connect?address=https://evil.example'))
    await go(shell.page, shell.electron.pages.toBrowser('app://shell/do/change-server'))
    await shell.page.waitForTimeout(300)
    expect(shell.address()).toBe('app://console/')
  })

  test('no redirect, no webview', () => {
    const { window } = one()
    for (const event of ['will-redirect', 'will-attach-webview']) {
      let isPrevented = false
      window.webContents.emit(event, { url: 'app://console/', preventDefault: () => (isPrevented = true) })
      expect(isPrevented, event).toBe(true)
    }
  })

  test('no new window; only links of the constant list reach the system’s browser', async () => {
    const shell = await open()
    const links = ['https://support.apple.com/iphone', 'https://support.apple.com/iphone/', 'https://evil.example/', 'file:///etc/passwd']
    for (const link of links) {
      await shell.page.evaluate((url) => {
        window.open(url)
      }, link)
    }
    await shell.page.waitForTimeout(500)
    expect(shell.electron.seen.openedLinks).toEqual(['https://support.apple.com/iphone'])
    expect(shell.page.context().pages()).toHaveLength(1)
    expect(shell.window.webContents.openHandler?.({ url: links[0] ?? '' } as Electron.HandlerDetails)).toEqual({ action: 'deny' })
  })
})

describe('the page’s session', () => {
  test('reaches no network of its own', async () => {
    // Asked past the content policy, as by a prefetch that a browser's fault lets through.
    const session = one().electron.findSession('persist:console')
    expect(await session.mayLoad('https://example.com/x')).toBe(false)
    expect(await session.mayLoad('ws://localhost:1/')).toBe(false)
    expect(await session.mayLoad('file:///etc/passwd')).toBe(false)
    expect(await session.mayLoad('app://console/assets/x.js')).toBe(true)
  })

  const permissions = ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'hid', 'usb', 'unknown'] as const
  test.each([...permissions.map((name) => [name, false] as const), ['clipboard-sanitized-write', true] as const])(
    'grants nothing but copying text: %s %s',
    async (permission, isGranted) => {
      const { electron, window } = one()
      const { permissionRequest, permissionCheck } = electron.findSession('persist:console').handlers
      const contents = window.webContents as unknown as Electron.WebContents
      const granted = await new Promise((resolve) => {
        if (permissionRequest) permissionRequest(contents, permission, resolve, {} as Electron.PermissionRequest)
        else resolve('no handler')
      })
      expect(granted).toBe(isGranted)
      expect(permissionCheck?.(contents, permission, 'app://console', {} as Electron.PermissionCheckHandlerHandlerDetails)).toBe(isGranted)
    },
  )

  test('hands out no device, and no picture of the screen', async () => {
    const { device, displayMedia } = one().electron.findSession('persist:console').handlers
    expect(device?.({} as Electron.DevicePermissionHandlerHandlerDetails)).toBe(false)
    const streams = await new Promise((resolve) =>
      displayMedia ? displayMedia({} as Electron.DisplayMediaRequestHandlerHandlerRequest, resolve) : resolve('no handler'),
    )
    expect(streams).toBeNull()
  })

  test('downloads nothing that is not the console’s', () => {
    const session = one().electron.findSession('persist:console')
    const isPrevented = (url: string) => {
      let prevented = false
      session.emit('will-download', { preventDefault: () => (prevented = true) }, { getURL: () => url })
      return prevented
    }
    expect(isPrevented('https://evil.example/x.exe')).toBe(true)
    expect(isPrevented('app://console/api/v1/admin/audit.csv')).toBe(false)
    expect(isPrevented('blob:app://console/0')).toBe(false)
  })
})

describe('the packaged program', () => {
  test.each([
    'remote-debugging-port',
    'remote-debugging-pipe',
    'ignore-certificate-errors',
    'no-sandbox',
    'proxy-server',
    'host-resolver-rules',
  ])('does not start with --%s', async (name) => {
    const started = await start({ isPackaged: true, switches: [name] })
    expect(started.app.hasExited).toBe(true)
    expect(started.window).toBeUndefined()
  })

  test('has one IPC channel and one preload, which requires nothing but electron', () => {
    const preload = readFileSync(fileURLToPath(new URL('../../desktop/dist-shell/preload.cjs', import.meta.url)), 'utf8')
    expect([...preload.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)).toEqual([expect.stringMatching(/^["'`]electron["'`]$/)])
  })
})
