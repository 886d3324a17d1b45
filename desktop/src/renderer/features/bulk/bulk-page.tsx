// Bulk: the heading alone so far.
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'

export function BulkPage() {
  const { t } = useTranslation()
  return <FocusHeading documentTitle={t('it.nav.bulk')}>{t('it.nav.bulk')}</FocusHeading>
}
