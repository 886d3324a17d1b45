// What an unusual status means and what to do about it.
import type { Token } from '@motp/shared/protocol/tokens'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Notice } from '../../ui/notice.tsx'
import { findTokenStatus } from '../../ui/token-status.ts'

export function TokenNotes({ token, now }: { token: Token; now: number }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const status = findTokenStatus(token, now)
  if (status === 'locked' && token.isHardLocked) return <Notice kind="warn">{t('tokens.hardLocked')}</Notice>
  if (status === 'locked' && token.lockedUntil !== null)
    return <Notice kind="warn">{t('tokens.lockedUntil', { time: formatDateTime(token.lockedUntil, language) })}</Notice>
  if (status === 'suspended')
    return <Notice kind="warn">{t(token.suspendedBy === 'admin' ? 'tokens.suspendedByIt' : 'tokens.suspendedBySelf')}</Notice>
  if (status === 'expired') return <Notice kind="warn">{t('tokens.expiredNote')}</Notice>
  return null
}
