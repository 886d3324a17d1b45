// The screen the app opens on: a card for each profile, or, with none, the two ways to register.
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClockWatch } from '../../platform/clock.ts'
import type { Installation } from '../../platform/installation.ts'
import { PlusIcon, SettingsIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/page.tsx'
import { isSuperseded } from '../../vault/profile.ts'
import type { Vault } from '../../vault/vault.ts'
import { ClockBanner } from './clock-banner.tsx'
import { InstallHint } from './install-hint.tsx'
import { ProfileCard } from './profile-card.tsx'
import { RegistrationChoice } from './registration-choice.tsx'

type CodesPageProps = {
  vault: Vault
  clock: ClockWatch
  installation: Installation
  onScan: () => void
  onOffline: () => void
  onAdd: () => void
  onSettings: () => void
  onOpen: (profileId: string) => void
  onRetry: () => void
}

export function CodesPage({ vault, clock, installation, onScan, onOffline, onAdd, onSettings, onOpen, onRetry }: CodesPageProps) {
  const { t } = useTranslation()
  const profiles = useSyncExternalStore(vault.subscribe, vault.profiles)
  const settings = (
    <button type="button" className="button button-icon" aria-label={t('codes.settings')} onClick={onSettings}>
      <SettingsIcon />
    </button>
  )
  if (profiles.length === 0) {
    return (
      <Page key="empty" title={t('app.name')} action={settings}>
        <ClockBanner clock={clock} />
        <InstallHint installation={installation} />
        <RegistrationChoice title={t('codes.emptyTitle')} onScan={onScan} onOffline={onOffline} />
      </Page>
    )
  }
  const add = (
    <button type="button" className="button" onClick={onAdd}>
      <PlusIcon />
      {t('codes.add')}
    </button>
  )
  return (
    <Page key="list" title={t('codes.title')} action={settings} footer={add}>
      <ClockBanner clock={clock} />
      <ul className="stack">
        {profiles.map((profile) => (
          <ProfileCard
            key={profile.id}
            vault={vault}
            profile={profile}
            isSuperseded={isSuperseded(profile, profiles)}
            onOpen={() => onOpen(profile.id)}
            onRetry={onRetry}
          />
        ))}
      </ul>
    </Page>
  )
}
