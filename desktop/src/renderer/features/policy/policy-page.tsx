// Policy: the heading alone so far.
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'

export function PolicyPage() {
  const { t } = useTranslation()
  return <FocusHeading documentTitle={t('it.nav.policy')}>{t('it.nav.policy')}</FocusHeading>
}
