// The two languages of every screen, mail and error sentence.
import { z } from 'zod'

export const languages = ['zh-TW', 'en'] as const
export const languageSchema = z.enum(languages)
export type Language = z.infer<typeof languageSchema>

/** The best language for an `Accept-Language` header (RFC 9110 12.5.4, order only): anything Chinese is zh-TW; the house language is the default. */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  for (const range of (acceptLanguage ?? '').split(',')) {
    const tag = range.trim().toLowerCase()
    if (tag.startsWith('zh')) return 'zh-TW'
    if (tag.startsWith('en')) return 'en'
  }
  return 'zh-TW'
}
