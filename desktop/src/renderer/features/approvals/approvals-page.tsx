// Requests that wait for a second administrator: the heading alone so far.
import type { Role } from '@motp/shared/protocol/session'
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'

export function ApprovalsPage(_props: { staff: { userId: string; roles: readonly Role[] } }) {
  const { t } = useTranslation()
  return <FocusHeading documentTitle={t('it.nav.approvals')}>{t('it.nav.approvals')}</FocusHeading>
}
