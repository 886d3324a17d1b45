// The one door between page and main: who is answered, and what a message has to be. Each test fails when its line goes.
import { bridgeChannel } from '@motp/desktop/bridge'
import { describe, expect, test } from 'vitest'
import type { Shell } from './launch-shell.ts'
import { useOneShell, useShells } from './shell-suite.ts'

const { launch, serve } = useShells()
const one = useOneShell()
const open = async (): Promise<Shell> => launch({ server: await serve() })

describe('the bridge', () => {
  const call = async (
    shell: Shell,
    frame: { url: string; parent: object | null } | null,
    message: unknown,
    sender = shell.window.webContents,
  ) => shell.electron.invoke(sender, frame, bridgeChannel, [message])
  const good = { method: 'protectContent', input: { isOn: true } }
  const consoleFrame = { url: 'app://console/', parent: null }

  test('answers the console', async () => {
    const shell = await open()
    await call(shell, consoleFrame, good)
    expect(shell.window.isProtected).toBe(true)
  })

  test.each([
    ['another origin', { url: 'https://console/', parent: null }],
    ['a host that begins the same', { url: 'app://console.evil/', parent: null }],
    ['the shell’s own pages', { url: 'app://shell/trouble', parent: null }],
    ['a frame inside the console', { url: 'app://console/', parent: {} }],
    ['a frame that is gone', null],
  ])('does not answer %s', async (_name, frame) => {
    const shell = one()
    await expect(call(shell, frame, good)).rejects.toThrow('refused')
    expect(shell.window.isProtected).toBe(false)
  })

  test('does not answer other contents than its window’s', async () => {
    const shell = one()
    const other = await open()
    await expect(call(shell, consoleFrame, good, other.window.webContents)).rejects.toThrow('refused')
  })

  test.each([
    ['no message', undefined],
    ['a method that is none', { method: 'writeFile', input: {} }],
    ['a method of every object', { method: 'constructor', input: {} }],
    ['no input', { method: 'protectContent' }],
    ['a wrong type', { method: 'protectContent', input: { isOn: 'yes' } }],
    ['an additional field', { method: 'saveSheet', input: { kind: 'activation-code', path: '/etc/passwd' } }],
    ['an unknown kind', { method: 'saveSheet', input: { kind: '../x' } }],
    ['an additional field of the message', { ...good, channel: 'x' }],
  ])('refuses %s', async (_name, message) => {
    const shell = one()
    await expect(call(shell, consoleFrame, message)).rejects.toThrow()
    expect(shell.window.isProtected).toBe(false)
  })
})
