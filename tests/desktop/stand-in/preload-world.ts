// Runs the built preload where Electron would: in an isolated world of the page, before the page's own scripts, with `require('electron')`
// alone. What it exposes reaches the page's world by DOM events, which both worlds see, as strings.
import { readFileSync } from 'node:fs'
import type { CDPSession } from '@playwright/test'

const worldName = 'electron-preload'

export type Invoke = (call: { channel: string; args: unknown[]; url: string }) => Promise<unknown>

type PreloadOptions = { file: string; contextIsolation: boolean; nodeIntegration: boolean; invoke: Invoke }

export async function installPreload(cdp: CDPSession, { file, contextIsolation, nodeIntegration, invoke }: PreloadOptions): Promise<void> {
  const world = contextIsolation ? { worldName } : {}
  await cdp.send('Runtime.enable')
  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== 'standInInvoke') return
    const { id, channel, args, url } = JSON.parse(payload) as { id: number; channel: string; args: unknown[]; url: string }
    const settle = (outcome: object) =>
      cdp
        .send('Runtime.evaluate', { expression: `standInSettle(${id}, ${JSON.stringify(outcome)})`, contextId: executionContextId })
        .catch(() => undefined)
    invoke({ channel, args, url }).then(
      (value) => settle({ value }),
      (error: unknown) => settle({ error: String(error) }),
    )
  })
  await cdp.send('Runtime.addBinding', { name: 'standInInvoke', ...(contextIsolation ? { executionContextName: worldName } : {}) })
  // What loosened preferences would let a page see.
  if (nodeIntegration)
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: 'window.require = () => ({}); window.process = {}' })
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${receiveExposed.toString()})()` })
  const preload = readFileSync(file, 'utf8')
  const source = `(${provideElectron.toString()})((require) => { ${preload}\n })`
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, ...world })
}

declare const standInInvoke: (payload: string) => void

/** In the preload's world. */
function provideElectron(preload: (require: (name: string) => unknown) => void): void {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let calls = 0
  Object.assign(globalThis, {
    standInSettle(id: number, outcome: { value?: unknown; error?: string }) {
      const call = waiting.get(id)
      waiting.delete(id)
      if (outcome.error === undefined) call?.resolve(outcome.value)
      else call?.reject(new Error(outcome.error))
    },
  })
  const invoke = (channel: string, ...args: unknown[]) =>
    new Promise((resolve, reject) => {
      waiting.set(++calls, { resolve, reject })
      standInInvoke(JSON.stringify({ id: calls, channel, args, url: location.href }))
    })
  const tell = (type: string, detail: unknown) => window.dispatchEvent(new CustomEvent(type, { detail: JSON.stringify(detail) }))
  const exposeInMainWorld = (name: string, api: Record<string, (input: unknown) => Promise<unknown>>) => {
    window.addEventListener(`stand-in:call:${name}`, (event) => {
      const { id, method, input } = JSON.parse((event as CustomEvent<string>).detail) as { id: number; method: string; input: unknown }
      Promise.resolve(api[method]?.(input)).then(
        (value) => tell(`stand-in:answer:${name}`, { id, value }),
        (error: Error) => tell(`stand-in:answer:${name}`, { id, error: error.message }),
      )
    })
    tell('stand-in:expose', { name, methods: Object.keys(api) })
  }
  preload((name) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`)
    return { contextBridge: { exposeInMainWorld }, ipcRenderer: { invoke } }
  })
}

/** In the page's world. */
function receiveExposed(): void {
  window.addEventListener('stand-in:expose', (exposed) => {
    const { name, methods } = JSON.parse((exposed as CustomEvent<string>).detail) as { name: string; methods: string[] }
    const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
    let calls = 0
    window.addEventListener(`stand-in:answer:${name}`, (event) => {
      const { id, value, error } = JSON.parse((event as CustomEvent<string>).detail) as { id: number; value?: unknown; error?: string }
      if (error === undefined) waiting.get(id)?.resolve(value)
      else waiting.get(id)?.reject(new Error(error))
      waiting.delete(id)
    })
    const call = (method: string) => (input: unknown) =>
      new Promise((resolve, reject) => {
        waiting.set(++calls, { resolve, reject })
        window.dispatchEvent(new CustomEvent(`stand-in:call:${name}`, { detail: JSON.stringify({ id: calls, method, input }) }))
      })
    const api = Object.freeze(Object.fromEntries(methods.map((method) => [method, call(method)])))
    Object.defineProperty(window, name, { value: api, enumerable: true })
  })
}
