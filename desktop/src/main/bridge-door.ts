// The one door for the page: every call is checked for who sends it and what it says before anything is done.

import { languageSchema } from '@motp/shared/protocol/language'
import type { BrowserWindow, IpcMainInvokeEvent, WebFrameMain } from 'electron'
import { ipcMain } from 'electron'
import { z } from 'zod'
import { type Bridge, bridgeChannel, bridgeMethods, sheetKinds } from '../bridge.ts'
import { findAppHost } from './app-url.ts'

type Input<Method extends keyof Bridge> = Parameters<Bridge[Method]>[0]
const sheetSchema = z.strictObject({ kind: z.enum(sheetKinds) })

const inputSchemas = {
  setAppearance: z.strictObject({ language: languageSchema, colorScheme: z.enum(['light', 'dark', 'auto']) }),
  protectContent: z.strictObject({ isOn: z.boolean() }),
  saveSheet: sheetSchema,
  printSheet: sheetSchema,
} satisfies { [Method in keyof Bridge]: z.ZodType<Input<Method>> }

const callSchema = z.strictObject({ method: z.enum(bridgeMethods), input: z.unknown() })

export function openBridgeDoor(bridge: Bridge, window: BrowserWindow): void {
  ipcMain.handle(bridgeChannel, async (event, call: unknown) => {
    if (!isConsoleOf(window, event)) throw new Error('refused')
    const { method, input } = callSchema.parse(call)
    return pass(bridge, method, input)
  })
}

function pass<Method extends keyof Bridge>(bridge: Bridge, method: Method, input: unknown): ReturnType<Bridge[Method]> {
  const checked = inputSchemas[method].parse(input) as Input<Method>
  const run = bridge[method] as (input: Input<Method>) => ReturnType<Bridge[Method]>
  return run(checked)
}

/** The console's main frame in our own window; not the shell's pages, not a frame inside, not a page of another origin. */
function isConsoleOf(window: BrowserWindow, { sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return sender === window.webContents && senderFrame !== null && isTopFrameOfConsole(senderFrame)
}

function isTopFrameOfConsole({ parent, url }: WebFrameMain): boolean {
  return parent === null && findAppHost(url) === 'console'
}
