// Reports: the heading alone so far.
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'

export function ReportsPage() {
  const { t } = useTranslation()
  return <FocusHeading documentTitle={t('it.nav.reports')}>{t('it.nav.reports')}</FocusHeading>
}
