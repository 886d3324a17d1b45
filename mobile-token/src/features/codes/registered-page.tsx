// After a registration: the code, large, and what to do with it on the computer.
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClockWatch } from '../../platform/clock.ts'
import { Page } from '../../ui/page.tsx'
import type { Vault } from '../../vault/vault.ts'
import { ClockBanner } from './clock-banner.tsx'
import { CodeDisplay } from './code-display.tsx'
import { ProfileTrouble } from './profile-trouble.tsx'

type RegisteredPageProps = { vault: Vault; clock: ClockWatch; profileId: string; onRetry: () => void; onDone: () => void }

export function RegisteredPage({ vault, clock, profileId, onRetry, onDone }: RegisteredPageProps) {
  const { t } = useTranslation()
  const profile = useSyncExternalStore(vault.subscribe, vault.profiles).find(({ id }) => id === profileId)
  const done = (
    <button type="button" className="button button-primary" onClick={onDone}>
      {t('app.done')}
    </button>
  )
  return (
    <Page title={t('codes.registeredTitle')} footer={done}>
      <ClockBanner clock={clock} />
      {!profile && <p>{t('details.missing')}</p>}
      {profile && profile.state !== 'ready' && (
        <ProfileTrouble state={profile.state} onRetry={onRetry} onRemove={() => vault.remove(profile.id).then(onDone)} />
      )}
      {profile?.state === 'ready' && (
        <>
          <p>{t('codes.registeredBody')}</p>
          <section className="card registered" aria-label={profile.account || profile.serial}>
            <p className="muted small">{[profile.issuer, profile.account].filter(Boolean).join(' · ')}</p>
            <CodeDisplay vault={vault} profile={profile} />
          </section>
          <p className="muted small">{t('codes.registeredFootnote')}</p>
          {profile.serial !== '' && (
            <div>
              <p className="muted small">{t('codes.registeredSerial')}</p>
              <p className="serial">{profile.serial}</p>
            </div>
          )}
        </>
      )}
    </Page>
  )
}
