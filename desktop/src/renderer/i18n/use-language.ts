// The language in force, as the API knows it, and the way to change it.
import type { Language } from '@motp/shared/protocol/language'
import type { i18n } from 'i18next'
import { useTranslation } from 'react-i18next'

export function languageOf(instance: i18n): Language {
  return instance.resolvedLanguage === 'en' ? 'en' : 'zh-TW'
}

export function useLanguage(): { language: Language; changeLanguage: (language: Language) => void } {
  const { i18n } = useTranslation()
  return { language: languageOf(i18n), changeLanguage: (language) => void i18n.changeLanguage(language) }
}
