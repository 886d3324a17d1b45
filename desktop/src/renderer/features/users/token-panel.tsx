// The current token with all that is known of it, and the serials of those before it.
import { Text } from '@mantine/core'
import type { UserDetail } from '@motp/shared/protocol/admin-users'
import type { Token } from '@motp/shared/protocol/tokens'
import { useTranslation } from 'react-i18next'
import { formatDate, formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Serial } from '../../ui/serial.tsx'
import { findTokenStatus } from '../../ui/token-status.ts'
import { TokenStatusBadge } from '../../ui/token-status-badge.tsx'
import { SectionTitle } from './section-title.tsx'
import styles from './user-page.module.css'

export function TokenPanel({ detail }: { detail: UserDetail }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const current = detail.tokens.find(({ status }) => status !== 'revoked')
  const past = detail.tokens.filter(({ status }) => status === 'revoked')
  return (
    <Panel>
      <SectionTitle>{t('user.token')}</SectionTitle>
      {current ? <Facts token={current} detail={detail} /> : <Text>{t('users.noToken')}</Text>}
      {past.length > 0 && (
        <details>
          <summary>{t('user.past', { count: past.length })}</summary>
          <ul className={styles.list}>
            {past.map(({ id, serial, enrolledAt, device }) => (
              <li key={id}>
                <Serial text={serial} />{' '}
                <span className={styles.small}>{[enrolledAt && formatDate(enrolledAt, language), device].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  )
}

function Facts({ token, detail }: { token: Token; detail: UserDetail }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { lastUse, activationCodeUntil, now } = detail
  const day = (at: number | null) => at && formatDate(at, language)
  const lockedUntil = token.isHardLocked ? t('user.facts.untilUnlocked') : token.lockedUntil && formatDateTime(token.lockedUntil, language)
  return (
    <FactList
      facts={[
        [t('user.facts.status'), <TokenStatusBadge key="status" status={findTokenStatus(token, now)} />],
        [t('user.facts.serial'), <Serial key="serial" text={token.serial} />],
        [t('user.facts.suspendedBy'), token.suspendedBy && t(`user.suspendedBy.${token.suspendedBy}`)],
        [t('user.facts.locked'), lockedUntil],
        [t('user.facts.device'), token.device],
        [t('user.facts.mode'), token.mode && t(`tokens.modes.${token.mode}`)],
        [t('user.facts.assurance'), token.assurance && t(`user.assurances.${token.assurance}`)],
        [t('user.facts.enrolled'), day(token.enrolledAt)],
        [t('user.facts.expires'), day(token.expiresAt)],
        [t('user.facts.lastUse'), lastUse && sayUse(lastUse)],
        [t('user.facts.activationCode'), activationCodeUntil && formatDateTime(activationCodeUntil, language)],
      ]}
    />
  )

  function sayUse({ at, by, address }: NonNullable<UserDetail['lastUse']>): string {
    const time = formatDateTime(at, language)
    return by === null ? time : t('user.facts.lastUseFrom', { time, by, address: address ?? t('user.facts.unknown') })
  }
}
