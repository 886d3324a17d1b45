// The facts of a profile as a list of terms; the registration info of an offline one stays closed until asked for.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../vault/profile.ts'

export function ProfileFacts({ profile }: { profile: Profile }) {
  const { t, i18n } = useTranslation()
  const { algorithm, digits, periodSeconds } = profile.parameters
  const registeredAt = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'short' }).format(profile.registeredAt)
  return (
    <dl className="facts">
      <Fact term={t('details.issuer')}>{profile.issuer}</Fact>
      {profile.account !== '' && <Fact term={t('details.account')}>{profile.account}</Fact>}
      {profile.serial !== '' && (
        <Fact term={t('details.serial')}>
          <span className="serial">{profile.serial}</span>
        </Fact>
      )}
      <Fact term={t('details.registeredAt')}>{registeredAt}</Fact>
      <Fact term={t('details.mode')}>{t(`details.modes.${profile.mode}`)}</Fact>
      <Fact term={t('details.assurance')}>{t(`details.assurances.${profile.mode}`)}</Fact>
      <Fact term={t('details.parameters')}>{t('details.parametersValue', { digits, period: periodSeconds, algorithm })}</Fact>
      <Fact term={t('details.device')}>{profile.device}</Fact>
      {profile.registrationInfo.length > 0 && (
        <Fact term={t('details.registrationInfo')}>
          <RegistrationInfo groups={profile.registrationInfo} />
        </Fact>
      )}
    </dl>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function RegistrationInfo({ groups }: { groups: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <details>
      <summary>{t('details.showRegistrationInfo')}</summary>
      <p className="muted small">{t('details.registrationInfoHint')}</p>
      <ol className="groups-small">
        {groups.map((group) => (
          <li key={group} className="mono">
            {`${group.slice(0, 3)} ${group.slice(3)}`}
          </li>
        ))}
      </ol>
    </details>
  )
}
