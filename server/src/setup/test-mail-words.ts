// The mail by which an administrator tries the mail server.
import type { Language } from '@motp/shared/protocol/language'

export const testMailWords = {
  'zh-TW': { subject: '[MOTP 載具管理] 測試信', text: '這是一封測試信。您收到它，表示郵件設定正確。' },
  en: { subject: '[MOTP token management] Test mail', text: 'This is a test. That it reached you means that mail is set up right.' },
} satisfies Record<Language, { subject: string; text: string }>
