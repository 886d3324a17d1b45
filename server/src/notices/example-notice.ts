// Values for a mail that is only to be looked at. The code is nobody's.
import type { Language } from '@motp/shared/protocol/language'
import { approvalKinds, changeKinds, type NoticeKind } from '@motp/shared/protocol/notice-kind'
import { isCodeKind, type NoticeContent } from './notice.ts'

const day = 24 * 3_600_000

const words = {
  'zh-TW': { reason: '手機遺失', name: '王小明' },
  en: { reason: 'lost phone', name: 'Ming Wang' },
} satisfies Record<Language, object>

export function exampleNotice(kind: NoticeKind, language: Language, at: number): NoticeContent {
  const { reason } = words[language]
  if (isCodeKind(kind)) return { kind, data: { code: '12345678', expiresAt: at + 600_000, address: '192.0.2.10' }, at }
  const change = changeKinds.find((one) => one === kind)
  const expiresAt = at + 3 * day
  if (change)
    return {
      kind: change,
      data: { by: 'it', serial: '3F2A8C11D09E4B7', address: '192.0.2.10', reason, device: 'iPhone · Safari', expiresAt },
      at,
    }
  const approval = approvalKinds.find((one) => one === kind) ?? 'approval-requested'
  const decider = approval === 'approval-requested' || approval === 'approval-expired' ? null : 'admin02'
  return { kind: approval, data: { action: 'reset', asker: 'helpdesk01', person: 'admin01', decider, reason, expiresAt: at + day }, at }
}

export function exampleReader(language: Language): { name: string; account: string } {
  return { name: words[language].name, account: 'TW01002547' }
}
