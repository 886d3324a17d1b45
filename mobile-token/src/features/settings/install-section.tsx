// Putting the app on the home screen, by the browser's prompt where there is one, else in words.
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Installation } from '../../platform/installation.ts'

export function InstallSection({ installation }: { installation: Installation }) {
  const { t } = useTranslation()
  const state = useSyncExternalStore(installation.subscribe, installation.state)
  const sentences = {
    installed: t('settings.installed'),
    promptable: t('settings.installPrompt'),
    'by-menu': t('settings.installByMenu'),
    unavailable: t('settings.installUnavailable'),
  }
  return (
    <>
      <p>{sentences[state]}</p>
      {state === 'promptable' && (
        <button type="button" className="button" onClick={() => void installation.install()}>
          {t('settings.installAction')}
        </button>
      )}
    </>
  )
}
