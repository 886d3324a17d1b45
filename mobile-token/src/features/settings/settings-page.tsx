// Settings: language, whether the data is safe, whether the clock is right, the home screen, clearing everything.
import type { Language } from '@motp/shared/protocol/language'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClockWatch } from '../../platform/clock.ts'
import type { Installation } from '../../platform/installation.ts'
import { Page } from '../../ui/page.tsx'
import type { Vault } from '../../vault/vault.ts'
import { ClearAllSection } from './clear-all-section.tsx'
import { ClockSection } from './clock-section.tsx'
import { InstallSection } from './install-section.tsx'
import { LanguageSection } from './language-section.tsx'
import { StorageSection } from './storage-section.tsx'

export type SettingsPageProps = {
  vault: Vault
  clock: ClockWatch
  installation: Installation
  version: string
  onLanguage: (language: Language) => void
  onBack: () => void
}

export function SettingsPage({ vault, clock, installation, version, onLanguage, onBack }: SettingsPageProps) {
  const { t } = useTranslation()
  return (
    <Page title={t('settings.title')} back={{ label: t('app.back'), onBack }}>
      <Section title={t('settings.language')}>
        <LanguageSection onLanguage={onLanguage} />
      </Section>
      <Section title={t('settings.clock')}>
        <ClockSection clock={clock} />
      </Section>
      <Section title={t('settings.storage')}>
        <StorageSection />
      </Section>
      <Section title={t('settings.install')}>
        <InstallSection installation={installation} />
      </Section>
      <Section title={t('settings.danger')}>
        <ClearAllSection vault={vault} />
      </Section>
      <p className="muted small">{t('settings.version', { version })}</p>
    </Page>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card stack">
      <h2>{title}</h2>
      {children}
    </section>
  )
}
