// A new version is there: offered at the foot of every screen, taken only on request.
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppUpdate } from '../platform/app-update.ts'

export function UpdateOffer({ update }: { update: AppUpdate }) {
  const { t } = useTranslation()
  const isOffered = useSyncExternalStore(update.subscribe, update.isOffered)
  if (!isOffered) return null
  return (
    <aside className="update-offer" aria-label={t('app.updateOffered')}>
      <p role="status">{t('app.updateOffered')}</p>
      <button type="button" className="button button-primary" onClick={update.accept}>
        {t('app.updateAccept')}
      </button>
    </aside>
  )
}
