// Users: the heading alone so far.
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'

export function UsersPage() {
  const { t } = useTranslation()
  return <FocusHeading documentTitle={t('it.nav.users')}>{t('it.nav.users')}</FocusHeading>
}
