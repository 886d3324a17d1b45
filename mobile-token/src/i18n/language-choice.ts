// The language of the app: the user's own choice, else the phone's.
import type { Language } from '@motp/shared/protocol/language'

const key = 'motp.language'

/** Anything Chinese is zh-TW, the rest English. */
export function languageOf(tag: string): Language {
  return tag.toLowerCase().startsWith('zh') ? 'zh-TW' : 'en'
}

export function readLanguage(storage: Pick<Storage, 'getItem'>, phoneLanguage: string): Language {
  const chosen = storage.getItem(key)
  return chosen === 'zh-TW' || chosen === 'en' ? chosen : languageOf(phoneLanguage)
}

export function keepLanguage(storage: Pick<Storage, 'setItem'>, language: Language): void {
  storage.setItem(key, language)
}
