// Setup: the heading alone so far.
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'

export function SetupPage() {
  const { t } = useTranslation()
  return <FocusHeading documentTitle={t('it.nav.setup')}>{t('it.nav.setup')}</FocusHeading>
}
