// The one i18next instance: language remembered in this browser, `<html lang>` kept in step.
import { chooseLanguage, type Language, languageSchema } from '@motp/shared/protocol/language'
import { createInstance, type i18n } from 'i18next'
import { en } from './en.ts'
import { zhTW } from './zh-tw.ts'

const storageKey = 'motp.language'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zhTW }
  }
}

export function createI18n(): i18n {
  const instance = createInstance({
    lng: readLanguage(),
    resources: { 'zh-TW': { translation: zhTW }, en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  instance.on('languageChanged', rememberLanguage)
  void instance.init()
  return instance
}

function readLanguage(): Language {
  const remembered = languageSchema.safeParse(localStorage.getItem(storageKey))
  return remembered.success ? remembered.data : chooseLanguage(navigator.languages.join(','))
}

function rememberLanguage(language: string): void {
  document.documentElement.lang = language
  localStorage.setItem(storageKey, language)
}
