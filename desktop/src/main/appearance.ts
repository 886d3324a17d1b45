// Language and colours: the system's until the user chooses others in the console; the shell follows and remembers.

import { chooseLanguage, type Language } from '@motp/shared/protocol/language'
import type { App, NativeTheme } from 'electron'
import type { Appearance } from '../bridge.ts'
import type { UserSettingsFile } from './user-settings.ts'

type AppearanceDeps = { app: App; nativeTheme: NativeTheme; settings: UserSettingsFile }

export type AppearanceKeeper = {
  read(): Appearance
  set(chosen: Appearance): void
  /** Calls at once, and again after each change. */
  whenChanged(follow: (language: Language) => void): void
}

export function keepAppearance({ app, nativeTheme, settings }: AppearanceDeps): AppearanceKeeper {
  let follow: (language: Language) => void = () => undefined
  const read = (): Appearance => ({
    language: settings.read().language ?? chooseLanguage(app.getPreferredSystemLanguages().join(',')),
    colorScheme: settings.read().colorScheme ?? 'auto',
  })
  const applyColors = (): void => {
    const { colorScheme } = read()
    nativeTheme.themeSource = colorScheme === 'auto' ? 'system' : colorScheme
  }
  applyColors()
  return {
    read,
    set(chosen) {
      settings.change(chosen)
      applyColors()
      follow(chosen.language)
    },
    whenChanged(listener) {
      follow = listener
      listener(read().language)
    },
  }
}
