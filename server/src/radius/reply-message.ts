// What a user reads on the screen of the VPN or logon: Reply-Message (RFC 2865 5.18), at most 253 bytes of UTF-8.
import type { Language } from '@motp/shared/protocol/language'

type Sentences = { challenge: string; refused: string }

export const replyMessages = {
  'zh-TW': { challenge: '請輸入手機上目前顯示的 PassCode。', refused: '驗證失敗，請再試一次。' },
  en: { challenge: 'Enter the PassCode that your phone shows now.', refused: 'Sign-in refused. Please try again.' },
} as const satisfies Record<Language, Sentences>
