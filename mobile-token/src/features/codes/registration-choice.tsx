// The two ways to register, as two large buttons that say when to take which.
import { useTranslation } from 'react-i18next'
import { KeypadIcon, ScanIcon } from '../../ui/icons.tsx'

type RegistrationChoiceProps = { title?: string; onScan: () => void; onOffline: () => void }

export function RegistrationChoice({ title, onScan, onOffline }: RegistrationChoiceProps) {
  const { t } = useTranslation()
  return (
    <div className="choice">
      <div className="choice-words">
        {title !== undefined && <Emblem />}
        {title !== undefined && <h2>{title}</h2>}
        <p className="muted">{t('codes.emptyBody')}</p>
      </div>
      <button type="button" className="button button-primary choice-button" onClick={onScan}>
        <ScanIcon />
        <span>
          <strong>{t('codes.scan')}</strong>
          <small>{t('codes.scanHint')}</small>
        </span>
      </button>
      <button type="button" className="button choice-button" onClick={onOffline}>
        <KeypadIcon />
        <span>
          <strong>{t('codes.offline')}</strong>
          <small>{t('codes.offlineHint')}</small>
        </span>
      </button>
    </div>
  )
}

/** The app's own mark: a code inside the ring of its time. */
function Emblem() {
  return (
    <svg className="emblem" width="88" height="88" viewBox="0 0 88 88" fill="none" aria-hidden="true">
      <circle cx="44" cy="44" r="36" stroke="var(--line)" strokeWidth="8" />
      <path d="M44 8a36 36 0 1 1-34.200 47.100" stroke="var(--accent)" strokeWidth="8" strokeLinecap="round" />
      <g fill="var(--accent)">
        <circle cx="28" cy="44" r="5" />
        <circle cx="44" cy="44" r="5" />
        <circle cx="60" cy="44" r="5" />
      </g>
    </svg>
  )
}
