// Translation of the screens: both catalogues are part of the bundle, so a language switch needs no network.
import type { Language } from '@motp/shared/protocol/language'
import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Catalogue } from './catalogue.ts'
import { en } from './en.ts'
import { zhTW } from './zh-tw.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: Catalogue }
  }
}

export async function createI18n(language: Language): Promise<i18n> {
  const instance = createInstance()
  instance.on('languageChanged', (next) => {
    document.documentElement.lang = next
    document.title = instance.t('app.name')
  })
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { 'zh-TW': { translation: zhTW }, en: { translation: en } },
    // React escapes already.
    interpolation: { escapeValue: false },
  })
  return instance
}
