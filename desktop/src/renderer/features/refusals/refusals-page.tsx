// Refusals: the heading alone so far.
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'

export function RefusalsPage() {
  const { t } = useTranslation()
  return <FocusHeading documentTitle={t('it.nav.refusals')}>{t('it.nav.refusals')}</FocusHeading>
}
