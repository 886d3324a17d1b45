// What a card says in place of a code: the server has not answered yet, or the registration died.
import { useTranslation } from 'react-i18next'
import type { ProfileState } from '../../vault/profile.ts'

type ProfileTroubleProps = { state: Exclude<ProfileState, 'ready'>; onRetry: () => void; onRemove: () => void }

export function ProfileTrouble({ state, onRetry, onRemove }: ProfileTroubleProps) {
  const { t } = useTranslation()
  return (
    <div className={state === 'pending' ? 'banner banner-warning' : 'banner banner-error'} role="status">
      <strong>{t(`codes.${state}`)}</strong>
      <p>{t(state === 'pending' ? 'codes.pendingBody' : 'codes.deadBody')}</p>
      <div className="row">
        {state === 'pending' ? (
          <button type="button" className="button button-primary" onClick={onRetry}>
            {t('app.retry')}
          </button>
        ) : (
          <button type="button" className="button button-danger" onClick={onRemove}>
            {t('codes.remove')}
          </button>
        )}
      </div>
    </div>
  )
}
