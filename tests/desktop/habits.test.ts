// What a person expects of a program on the desktop: one instance, the window where it was, links, menu, colours, locking, paper.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect as expectPage } from '@playwright/test'
import { expect, test, vi } from 'vitest'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import type { Shell } from './launch-shell.ts'
import { useShells } from './shell-suite.ts'

const { launch, start, serve } = useShells()

type Bridge = import('@motp/desktop/bridge').Bridge
const onBridge = (shell: Shell) => shell.page.evaluateHandle(() => (window as unknown as { tpemotp: Bridge }).tpemotp)

test('a second start raises the first window and opens the page of its link', async () => {
  const userData = makeTemporaryFolder()
  const shell = await launch({ userData, server: await serve() })
  shell.window.isSmall = true
  const second = await start({ userData, argv: ['tpemotp://help'] })
  expect(second.app.hasExited).toBe(true)
  expect(second.window).toBeUndefined()
  expect([shell.window.isSmall, shell.window.isFocusedByShell]).toEqual([false, true])
  await expect.poll(shell.address).toBe('app://console/help')
})

test('a link opens its page at the first start, from macOS too; others open the console', async () => {
  const server = await serve()
  const shell = await launch({ server, isPackaged: true, argv: ['--flag', 'tpemotp://help'] })
  expect(shell.electron.app.deepLinkScheme).toBe('tpemotp')
  expect(shell.address()).toBe('app://console/help')
  shell.electron.app.emit('open-url', {}, 'tpemotp://sign-in')
  await expect.poll(shell.address).toBe('app://console/sign-in')
  shell.electron.app.emit('open-url', {}, 'tpemotp://console/../evil?next=https://evil.example')
  await expect.poll(shell.address).toBe('app://console/')
})

test('the window opens where it was closed, while that screen is there', async () => {
  const userData = makeTemporaryFolder()
  const server = await serve()
  const first = await launch({ userData, server })
  first.window.bounds = { x: 300, y: 200, width: 900, height: 700 }
  first.window.isLarge = true
  first.window.emit('close')
  await first.close()
  const second = await launch({ userData, server })
  expect(second.window.bounds).toEqual({ x: 300, y: 200, width: 900, height: 700 })
  expect(second.window.isLarge).toBe(true)
  second.window.bounds = { x: 9000, y: 200, width: 900, height: 700 }
  second.window.emit('close')
  await second.close()
  expect((await launch({ userData, server })).window.options.x).toBeUndefined()
})

test('language and colours: the system’s at first, then what was chosen in the console, also for menu and next start', async () => {
  const userData = makeTemporaryFolder()
  const server = await serve()
  const first = await launch({ userData, server, languages: ['en-GB'], colorScheme: 'dark' })
  const menu = () => JSON.stringify(first.electron.seen.menu)
  await expectPage(first.page.getByRole('button', { name: 'English' })).toHaveAttribute('aria-pressed', 'true')
  expect(menu()).toContain('Zoom in')
  expect(first.electron.nativeTheme.themeSource).toBe('system')
  await first.page.getByRole('button', { name: '中文' }).click()
  await expect.poll(menu).toContain('放大')
  await first.page.getByRole('button', { name: '改用淺色畫面' }).click()
  await expect.poll(() => first.electron.nativeTheme.themeSource).toBe('light')
  await first.close()
  const second = await launch({ userData, server, languages: ['en-GB'] })
  expect(JSON.stringify(second.electron.seen.menu)).toContain('放大')
  expect(second.electron.nativeTheme.themeSource).toBe('light')
})

test('the menu goes to the help page, changes the server where the user may, and opens no link but the constant ones', async () => {
  const userData = makeTemporaryFolder()
  const server = await serve()
  const first = await launch({ userData })
  await first.page.getByLabel('Server address').fill(server)
  await first.page.getByRole('button', { name: 'Connect' }).click()
  await expect.poll(first.address).toBe('app://console/')
  const choose = (label: string) => {
    const item = first.electron.seen.menu
      .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
      .find((each) => each.label === label)
    if (!item?.click) throw new Error(`the menu has no ${label}`)
    item.click({} as Electron.MenuItem, undefined, {})
  }
  choose('使用說明')
  await expect.poll(first.address).toBe('app://console/help')
  choose('iPhone 支援網頁')
  expect(first.electron.seen.openedLinks).toEqual(['https://support.apple.com/iphone'])
  choose('更換伺服器…')
  await expect.poll(first.address).toBe('app://shell/setup')
  await expectPage(first.page.getByLabel('Server address')).toHaveValue(server)
})

test('the window shows itself when its first page is drawn, not before', async () => {
  const { window } = await launch({ server: await serve() })
  expect(window.options.show).toBe(false)
  expect(window.isShown).toBe(true)
})

async function signIn(): Promise<{ shell: Shell; ended: () => number }> {
  let deletions = 0
  const server = await serve((request, response) => {
    if (request.method === 'DELETE') deletions++
    else response.setHeader('set-cookie', 'motp=secret; HttpOnly')
    response.setHeader('content-type', 'application/json').end('{}')
  })
  const shell = await launch({ server, argv: ['tpemotp://help'] })
  await shell.page.evaluate(() => fetch('/api/v1/session'))
  expect(shell.electron.findSession(undefined).jar.size).toBe(1)
  return { shell, ended: () => deletions }
}

test.each(['suspend', 'lock-screen'])('at %s the session ends and the page shows nothing of it', async (event) => {
  const { shell, ended } = await signIn()
  shell.electron.powerMonitor.emit(event)
  await expect.poll(shell.address).toBe('app://console/sign-in?reason=ended')
  await expect.poll(ended).toBe(1)
  await expect.poll(() => shell.electron.findSession(undefined).jar.size).toBe(0)
})

test('after a quarter of an hour without a touch the session ends, not before', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  const { shell, ended } = await signIn()
  shell.electron.powerMonitor.idleSeconds = 15 * 60 - 1
  vi.advanceTimersByTime(30_000)
  await shell.page.waitForTimeout(200)
  expect(shell.address()).toBe('app://console/help')
  shell.electron.powerMonitor.idleSeconds = 15 * 60
  vi.advanceTimersByTime(30_000)
  vi.useRealTimers()
  await expect.poll(shell.address).toBe('app://console/sign-in?reason=ended')
  await expect.poll(ended).toBe(1)
})

test('who is not signed in is left alone at suspend', async () => {
  const shell = await launch({ server: await serve(), argv: ['tpemotp://help'] })
  shell.electron.powerMonitor.emit('suspend')
  await shell.page.waitForTimeout(300)
  expect(shell.address()).toBe('app://console/help')
})

test('quitting signs out first', async () => {
  const { shell, ended } = await signIn()
  shell.electron.app.quit()
  expect(shell.electron.app.hasExited).toBe(false)
  await expect.poll(() => shell.electron.app.hasExited).toBe(true)
  expect(ended()).toBe(1)
})

test('a sheet is saved as PDF where its user says, readable by its owner alone', async () => {
  const shell = await launch({ server: await serve() })
  const bridge = await onBridge(shell)
  const file = join(makeTemporaryFolder(), 'sheet.pdf')
  expect(await bridge.evaluate((tpemotp) => tpemotp.saveSheet({ kind: 'activation-code' }))).toEqual({ isSaved: false })
  shell.electron.seen.savePath = file
  expect(await bridge.evaluate((tpemotp) => tpemotp.saveSheet({ kind: 'activation-code' }))).toEqual({ isSaved: true })
  expect(shell.electron.seen.suggestedPath).toMatch(/TPEMOTP 啟用碼\.pdf$/)
  expect(statSync(file)).toMatchObject({ mode: 0o100600 })
  expect(statSync(file).size).toBeGreaterThan(1000)
})

test('a sheet is printed by the system’s dialog, never silently', async () => {
  const shell = await launch({ server: await serve() })
  expect(await (await onBridge(shell)).evaluate((tpemotp) => tpemotp.printSheet({ kind: 'recovery-codes' }))).toEqual({ isPrinted: true })
  expect(shell.window.webContents.printed).toMatchObject({ silent: false })
})

test('a page that crashed comes back', async () => {
  const shell = await launch({ server: await serve(), argv: ['tpemotp://help'] })
  shell.window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  await expect.poll(shell.address).toBe('app://console/')
})
