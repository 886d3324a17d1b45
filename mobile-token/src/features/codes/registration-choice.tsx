// The two ways to register, as two large buttons that say when to take which.
import { useTranslation } from 'react-i18next'
import { KeypadIcon, ScanIcon } from '../../ui/icons.tsx'

type RegistrationChoiceProps = { title?: string; onScan: () => void; onOffline: () => void }

export function RegistrationChoice({ title, onScan, onOffline }: RegistrationChoiceProps) {
  const { t } = useTranslation()
  return (
    <div className="choice">
      <div className="choice-words">
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
