// The mail by which an administrator tries the mail server.
import type { Language } from '@motp/shared/protocol/language'

const words = {
  'zh-TW': { product: '載具管理', subject: '測試信', text: '這是一封測試信。您收到它，表示郵件設定正確。' },
  en: { product: 'token management', subject: 'Test mail', text: 'This is a test. That it reached you means that mail is set up right.' },
} satisfies Record<Language, object>

export function writeTestMail(language: Language, brandName: string | null): { subject: string; text: string; html: string } {
  const { product, subject, text } = words[language]
  return { subject: `[${brandName ?? 'MOTP'} ${product}] ${subject}`, text, html: `<p>${text}</p>` }
}
