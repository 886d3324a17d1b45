// Everything about one profile, and clearing it.
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Page } from '../../ui/page.tsx'
import type { Profile } from '../../vault/profile.ts'
import type { Vault } from '../../vault/vault.ts'
import { NameForm } from './name-form.tsx'
import { ProfileFacts } from './profile-facts.tsx'

type DetailsPageProps = { vault: Vault; profileId: string; onBack: () => void }

export function DetailsPage({ vault, profileId, onBack }: DetailsPageProps) {
  const { t } = useTranslation()
  const profile = useSyncExternalStore(vault.subscribe, vault.profiles).find(({ id }) => id === profileId)
  return (
    <Page title={t('details.title')} back={{ label: t('app.back'), onBack }}>
      {profile ? <Details vault={vault} profile={profile} onBack={onBack} /> : <p>{t('details.missing')}</p>}
    </Page>
  )
}

function Details({ vault, profile, onBack }: { vault: Vault; profile: Profile; onBack: () => void }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <section className="card">
        <ProfileFacts profile={profile} />
      </section>
      {profile.mode === 'offline' && (
        <section className="card">
          <NameForm name={profile.account} onSave={(name) => vault.rename(profile.id, name)} />
        </section>
      )}
      <button type="button" className="button button-danger" onClick={() => setAsking(true)}>
        {t('details.clear')}
      </button>
      {isAsking && (
        <ConfirmDialog
          title={t('details.clearTitle', { name: profile.account || profile.serial || t('codes.unnamed') })}
          body={t('details.clearBody')}
          confirmLabel={t('details.clearConfirm')}
          cancelLabel={t('app.cancel')}
          onCancel={() => setAsking(false)}
          onConfirm={() => vault.remove(profile.id).then(onBack)}
        />
      )}
    </>
  )
}
