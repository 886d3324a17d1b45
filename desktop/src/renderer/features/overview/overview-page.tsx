// Overview: the heading alone so far.
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'

export function OverviewPage() {
  const { t } = useTranslation()
  return <FocusHeading documentTitle={t('it.nav.overview')}>{t('it.nav.overview')}</FocusHeading>
}
