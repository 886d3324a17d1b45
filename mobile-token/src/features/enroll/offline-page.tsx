// Offline registration: the computer's digits are typed and judged, then the key is computed on the phone.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from '../../ui/banner.tsx'
import { Page } from '../../ui/page.tsx'
import { DeriveProgress } from './derive-progress.tsx'
import { enrollOffline, type OfflineServices } from './enroll-offline.ts'
import { type Confirmed, OfflineEntryForm } from './offline-entry-form.tsx'
import { useOfflineEntry } from './use-offline-entry.ts'

type OfflinePageProps = { services: OfflineServices; onStored: (profileId: string) => void; onBack: () => void }

export function OfflinePage({ services, onStored, onBack }: OfflinePageProps) {
  const { t } = useTranslation()
  const entry = useOfflineEntry(services.drafts, services.now)
  const [phase, setPhase] = useState<'entry' | 'deriving' | 'failed'>('entry')
  const [estimateMs, setEstimateMs] = useState<number>()
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])

  async function derive(confirmed: Confirmed): Promise<void> {
    const controller = new AbortController()
    const { signal } = controller
    stop.current = controller
    setEstimateMs(undefined)
    setPhase('deriving')
    try {
      onStored(await enrollOffline({ ...confirmed, onEstimate: setEstimateMs, signal }, services))
    } catch {
      if (!signal.aborted) setPhase('failed')
    }
  }

  return (
    <Page title={t('offline.title')} back={{ label: t('app.back'), onBack }}>
      {phase === 'deriving' && <DeriveProgress estimateMs={estimateMs} />}
      {phase === 'failed' && (
        <Banner kind="error">
          <p>{t('offline.failed')}</p>
        </Banner>
      )}
      {phase !== 'deriving' && entry.draft && (
        <OfflineEntryForm entry={entry} draft={entry.draft} now={services.now} onConfirm={(confirmed) => void derive(confirmed)} />
      )}
    </Page>
  )
}
