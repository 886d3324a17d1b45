// What the shell remembers for its user: the server that was typed once, the window, language and colours. Never anything secret.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { languageSchema } from '@motp/shared/protocol/language'
import { z } from 'zod'

const sideSchema = z.number().int().min(-100_000).max(100_000)
export const windowStateSchema = z.object({
  bounds: z.object({ x: sideSchema, y: sideSchema, width: sideSchema.min(1), height: sideSchema.min(1) }),
  isMaximized: z.boolean(),
})
export type WindowState = z.infer<typeof windowStateSchema>

const userSettingsSchema = z.object({
  server: z.string().optional(),
  window: windowStateSchema.optional(),
  language: languageSchema.optional(),
  colorScheme: z.enum(['light', 'dark', 'auto']).optional(),
})
type UserSettings = z.infer<typeof userSettingsSchema>

export type UserSettingsFile = { read(): UserSettings; change(changes: Partial<UserSettings>): void }

/** A file that cannot be understood is as none: it holds conveniences. */
export function openUserSettings(path: string): UserSettingsFile {
  let settings = load(path)
  return {
    read: () => settings,
    change(changes) {
      settings = { ...settings, ...changes }
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      // Whole or not at all: a crash must not leave half a file.
      writeFileSync(`${path}.new`, JSON.stringify(settings, undefined, 2), { mode: 0o600 })
      renameSync(`${path}.new`, path)
    },
  }
}

function load(path: string): UserSettings {
  try {
    const parsed = userSettingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}
