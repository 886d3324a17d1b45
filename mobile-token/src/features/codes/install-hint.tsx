// On an iPhone, before anything is registered: Safari and the icon on the home screen do not share data, so the icon comes first.
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Installation } from '../../platform/installation.ts'
import { Banner } from '../../ui/banner.tsx'

export function InstallHint({ installation }: { installation: Installation }) {
  const { t } = useTranslation()
  const state = useSyncExternalStore(installation.subscribe, installation.state)
  if (state !== 'by-menu') return null
  return (
    <Banner>
      <strong>{t('settings.install')}</strong>
      <p>{t('settings.installByMenu')}</p>
    </Banner>
  )
}
