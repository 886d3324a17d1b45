// The screens and the ways between them. Features know nothing of each other: this file connects them.
import type { Language } from '@motp/shared/protocol/language'
import { lazy, Suspense } from 'react'
import { AddPage } from '../features/codes/add-page.tsx'
import { CodesPage } from '../features/codes/codes-page.tsx'
import { DetailsPage } from '../features/codes/details-page.tsx'
import { RegisteredPage } from '../features/codes/registered-page.tsx'
import { RegistrationInfoPage } from '../features/enroll/registration-info-page.tsx'
import { SettingsPage } from '../features/settings/settings-page.tsx'
import { requestPersistence } from '../platform/persistent-storage.ts'
import type { Services } from './services.ts'
import { UpdateOffer } from './update-offer.tsx'
import { useBackgroundWork } from './use-background-work.ts'
import { useRoute } from './use-route.ts'

// Most openings are for a code: what registers a phone (the message contracts above all) is loaded when it is wanted.
const ScanPage = lazy(async () => ({ default: (await import('../features/enroll/scan-page.tsx')).ScanPage }))
const OfflinePage = lazy(async () => ({ default: (await import('../features/enroll/offline-page.tsx')).OfflinePage }))

type AppProps = { services: Services; version: string; onLanguage: (language: Language) => void }

export function App(props: AppProps) {
  return (
    <>
      <Suspense fallback={null}>
        <Screen {...props} />
      </Suspense>
      <UpdateOffer update={props.services.update} />
    </>
  )
}

function Screen({ services, version, onLanguage }: AppProps) {
  const { route, navigate } = useRoute()
  const { vault, clock, installation } = services
  const onRetry = useBackgroundWork(services)
  const toCodes = () => navigate.replace({ screen: 'codes' })
  const onBack = navigate.back
  const onScan = () => navigate.to({ screen: 'scan' })
  const onOffline = () => navigate.to({ screen: 'offline' })

  /** From here on the phone holds something that must not be lost. */
  const onStored = (screen: 'registered' | 'registration-info') => (profileId: string) => {
    void requestPersistence()
    navigate.replace({ screen, profileId })
  }

  switch (route.screen) {
    case 'add':
      return <AddPage onScan={onScan} onOffline={onOffline} onBack={onBack} />
    case 'scan':
      return <ScanPage services={services} onStored={onStored('registered')} onOffline={onOffline} onBack={onBack} />
    case 'offline':
      return <OfflinePage services={services} onStored={onStored('registration-info')} onBack={onBack} />
    case 'registration-info': {
      const { profileId } = route
      const onNext = () => navigate.replace({ screen: 'registered', profileId })
      return <RegistrationInfoPage vault={vault} profileId={profileId} onNext={onNext} onBack={onBack} />
    }
    case 'registered':
      return <RegisteredPage vault={vault} clock={clock} profileId={route.profileId} onRetry={onRetry} onDone={toCodes} />
    case 'profile':
      return <DetailsPage vault={vault} profileId={route.profileId} onBack={onBack} />
    case 'settings':
      return <SettingsPage {...{ vault, clock, installation, version, onLanguage, onBack }} />
    case 'codes':
      return (
        <CodesPage
          vault={vault}
          clock={clock}
          installation={installation}
          onScan={onScan}
          onOffline={onOffline}
          onAdd={() => navigate.to({ screen: 'add' })}
          onSettings={() => navigate.to({ screen: 'settings' })}
          onOpen={(profileId) => navigate.to({ screen: 'profile', profileId })}
          onRetry={onRetry}
        />
      )
  }
}
