// One profile in the list: whose it is, and its code on a tap of the OTP symbol. It hides itself when the app leaves the screen.
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ForwardIcon } from '../../ui/icons.tsx'
import type { Profile } from '../../vault/profile.ts'
import type { Vault } from '../../vault/vault.ts'
import { CodeDisplay } from './code-display.tsx'
import { ProfileTrouble } from './profile-trouble.tsx'

type ProfileCardProps = {
  vault: Vault
  profile: Profile
  isSuperseded: boolean
  onOpen: () => void
  onRetry: () => void
}

export function ProfileCard({ vault, profile, isSuperseded, onOpen, onRetry }: ProfileCardProps) {
  const { t } = useTranslation()
  const nameId = useId()
  const [isRevealed, setRevealed] = useState(false)
  useHideWhenLeft(() => setRevealed(false))
  const name = profile.account || profile.serial || t('codes.unnamed')
  return (
    <li className="card profile">
      <div className="profile-head">
        <div className="profile-name">
          <p className="muted small">{profile.issuer}</p>
          <h2 id={nameId}>{name}</h2>
        </div>
        <button type="button" className="button button-icon" aria-label={t('codes.details', { name })} onClick={onOpen}>
          <ForwardIcon />
        </button>
      </div>
      {isSuperseded && <p className="profile-note">{t('codes.superseded')}</p>}
      {profile.state === 'ready' ? (
        <div className="profile-code">
          <OtpButton nameId={nameId} isRevealed={isRevealed} onToggle={() => setRevealed(!isRevealed)} />
          {isRevealed && <CodeDisplay vault={vault} profile={profile} />}
        </div>
      ) : (
        <ProfileTrouble state={profile.state} onRetry={onRetry} onRemove={() => vault.remove(profile.id)} />
      )}
    </li>
  )
}

type OtpButtonProps = { nameId: string; isRevealed: boolean; onToggle: () => void }

function OtpButton({ nameId, isRevealed, onToggle }: OtpButtonProps) {
  const { t } = useTranslation()
  return (
    <button type="button" className="otp" aria-describedby={nameId} aria-expanded={isRevealed} onClick={onToggle}>
      <svg width="52" height="52" viewBox="0 0 52 52" aria-hidden="true">
        <rect className="otp-ground" x="1" y="1" width="50" height="50" rx="15" />
        {/* The letters O T P, drawn: as text they would be read aloud beside the button's name. */}
        <path
          className="otp-letters"
          d="M14 20a4 4 0 0 1 4 4v4a4 4 0 0 1-8 0v-4a4 4 0 0 1 4-4zM22 20h8M26 20v12M34 32v-12h4a3.500 3.500 0 0 1 0 7h-4"
        />
      </svg>
      <span>{t(isRevealed ? 'codes.hide' : 'codes.reveal')}</span>
    </button>
  )
}

function useHideWhenLeft(hide: () => void): void {
  useEffect(() => {
    const onChange = () => document.visibilityState === 'hidden' && hide()
    document.addEventListener('visibilitychange', onChange)
    return () => document.removeEventListener('visibilitychange', onChange)
  })
}
