// Online registration: a QR by camera, picture or pasted link, then the exchange with the server, then what went wrong if it did.
import './strict-content-policy.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'
import { type EnrollServices, enrollFromQr } from './enroll-online.ts'
import { LinkForm } from './link-form.tsx'
import { PictureButton } from './picture-button.tsx'
import { type Problem, ScanProblem } from './scan-problem.tsx'
import { Viewfinder } from './viewfinder.tsx'

type ScanPageProps = { services: EnrollServices; onStored: (profileId: string) => void; onOffline: () => void; onBack: () => void }

type Phase = { kind: 'scanning' } | { kind: 'working' } | { kind: 'stopped'; problem: Problem }

export function ScanPage({ services, onStored, onOffline, onBack }: ScanPageProps) {
  const { t } = useTranslation()
  const [phase, setPhase] = useState<Phase>({ kind: 'scanning' })

  async function register(text: string): Promise<void> {
    setPhase({ kind: 'working' })
    try {
      const outcome = await enrollFromQr(text, services)
      if (outcome.kind === 'stored') onStored(outcome.profileId)
      else setPhase({ kind: 'stopped', problem: outcome })
    } catch {
      // The browser would not make or keep the keys: out of space, or too old.
      setPhase({ kind: 'stopped', problem: { kind: 'keys-refused' } })
    }
  }

  return (
    <Page title={t('scan.title')} back={{ label: t('app.back'), onBack }}>
      {phase.kind === 'scanning' && (
        <>
          <p>{t('scan.lead')}</p>
          <Viewfinder onText={register} />
          <PictureButton onText={register} onNothing={() => setPhase({ kind: 'stopped', problem: { kind: 'no-qr' } })} />
          <LinkForm onText={register} />
        </>
      )}
      {phase.kind === 'working' && (
        <div className="working" role="status">
          <span className="spinner" aria-hidden="true" />
          <strong>{t('scan.registering')}</strong>
          <p className="muted">{t('scan.registeringBody')}</p>
        </div>
      )}
      {phase.kind === 'stopped' && (
        <ScanProblem problem={phase.problem} onAgain={() => setPhase({ kind: 'scanning' })} onOffline={onOffline} />
      )}
    </Page>
  )
}
