// Dates and times as a person of each language reads them. Input is ms since epoch; the zone is the computer's own.
import type { Language } from '@motp/shared/protocol/language'

export function formatDate(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { year: 'numeric', month: language === 'en' ? 'short' : '2-digit', day: '2-digit' }).format(at)
}

export function formatDateTime(at: number, language: Language): string {
  return `${formatDate(at, language)} ${new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false }).format(at)}`
}

/** Time of a result line, as the operating guide prints it: `PM 05:02:06`, in English `5:02:06 PM`. */
export function formatResultTime(at: number, language: Language): string {
  const when = new Date(at)
  const half = when.getHours() < 12 ? 'AM' : 'PM'
  const hour = when.getHours() % 12 || 12
  const rest = `${twoDigits(when.getMinutes())}:${twoDigits(when.getSeconds())}`
  return language === 'en' ? `${hour}:${rest} ${half}` : `${half} ${twoDigits(hour)}:${rest}`
}

/** Minutes and seconds left, `4:05`; never below zero. */
export function formatRemaining(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** Date and time to the second, for records: `2026/11/21 17:02:06`. */
export function formatMoment(at: number, language: Language): string {
  return `${formatDateTime(at, language)}:${twoDigits(new Date(at).getSeconds())}`
}
