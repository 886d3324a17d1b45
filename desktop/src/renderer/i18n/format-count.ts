// Numbers as people read them: `1,234`, `56%`.
import type { Language } from '@motp/shared/protocol/language'

export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(language).format(count)
}

/** A part of nothing is nothing. */
export function formatShare(part: number, whole: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(whole === 0 ? 0 : part / whole)
}
