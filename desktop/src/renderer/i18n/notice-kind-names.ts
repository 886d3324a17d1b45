// What IT reads for each kind of mail. A kind without a name in each language does not compile.
import type { Language } from '@motp/shared/protocol/language'
import type { NoticeKind } from '@motp/shared/protocol/notice-kind'

const zhTW = {
  'token-registered': '註冊完成',
  'token-reset': '已重設',
  'token-suspended': '已暫禁',
  'token-resumed': '已恢復',
  'token-resynced': '已校正時間',
  'token-unlocked': '已解除鎖定',
  'token-locked': '已鎖定',
  'activation-code-issued': '已核發啟用碼',
  invitation: '邀請註冊',
  'token-extended': '已展延',
  'signed-out': '已被登出',
  'mailed-code': '驗證碼',
  'caller-code': '通話驗證碼',
  'approval-requested': '申請等候核准',
  'approval-granted': '申請已核准',
  'approval-declined': '申請已駁回',
  'approval-expired': '申請已逾期',
} satisfies Record<NoticeKind, string>

const en = {
  'token-registered': 'Registered',
  'token-reset': 'Reset',
  'token-suspended': 'Suspended',
  'token-resumed': 'Resumed',
  'token-resynced': 'Clock corrected',
  'token-unlocked': 'Unlocked',
  'token-locked': 'Locked',
  'activation-code-issued': 'Activation code issued',
  invitation: 'Invitation',
  'token-extended': 'Extended',
  'signed-out': 'Signed out',
  'mailed-code': 'Verification code',
  'caller-code': 'Code for a call',
  'approval-requested': 'Request waits for approval',
  'approval-granted': 'Request approved',
  'approval-declined': 'Request declined',
  'approval-expired': 'Request expired',
} satisfies Record<NoticeKind, string>

/** A kind that a newer server knows shows itself. */
export function noticeKindName(kind: string, language: Language): string {
  const names: Record<string, string> = language === 'en' ? en : zhTW
  return names[kind] ?? kind
}
