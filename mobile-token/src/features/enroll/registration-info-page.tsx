// The second leg of an offline registration: five groups for the computer, large, and the serial to compare.
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'
import type { Vault } from '../../vault/vault.ts'

type RegistrationInfoPageProps = { vault: Vault; profileId: string; onNext: () => void; onBack: () => void }

export function RegistrationInfoPage({ vault, profileId, onNext, onBack }: RegistrationInfoPageProps) {
  const { t } = useTranslation()
  const profile = useSyncExternalStore(vault.subscribe, vault.profiles).find(({ id }) => id === profileId)
  const next = (
    <button type="button" className="button button-primary" onClick={onNext}>
      {t('offline.resultNext')}
    </button>
  )
  return (
    <Page title={t('offline.resultTitle')} back={{ label: t('app.back'), onBack }} footer={profile && next}>
      {!profile && <p>{t('details.missing')}</p>}
      {profile && (
        <>
          <p>{t('offline.resultLead')}</p>
          <ol className="card groups-large">
            {profile.registrationInfo.map((group, index) => (
              <li key={group}>
                <span className="digit-number" aria-hidden="true">
                  {index + 1}
                </span>
                <span className="visually-hidden">{`${t('offline.group', { number: index + 1 })}: ${group.split('').join(' ')}`}</span>
                <span className="groups-figure" aria-hidden="true">
                  <span>{group.slice(0, 3)}</span>
                  <span>{group.slice(3)}</span>
                </span>
              </li>
            ))}
          </ol>
          <div>
            <p className="muted small">{t('offline.resultSerial')}</p>
            <p className="serial">{profile.serial}</p>
            <p className="muted small">{t('offline.resultSerialHint')}</p>
          </div>
        </>
      )}
    </Page>
  )
}
