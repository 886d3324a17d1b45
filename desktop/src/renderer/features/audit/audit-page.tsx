// Audit: the heading alone so far.
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'

export function AuditPage() {
  const { t } = useTranslation()
  return <FocusHeading documentTitle={t('it.nav.audit')}>{t('it.nav.audit')}</FocusHeading>
}
