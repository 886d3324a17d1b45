// The same two ways to register, when there is a profile already.
import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'
import { RegistrationChoice } from './registration-choice.tsx'

type AddPageProps = { onScan: () => void; onOffline: () => void; onBack: () => void }

export function AddPage({ onScan, onOffline, onBack }: AddPageProps) {
  const { t } = useTranslation()
  return (
    <Page title={t('codes.addTitle')} back={{ label: t('app.back'), onBack }}>
      <RegistrationChoice onScan={onScan} onOffline={onOffline} />
    </Page>
  )
}
