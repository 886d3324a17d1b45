// The last changes, by whoever.
import { Text } from '@mantine/core'
import type { AuditEventView } from '@motp/shared/protocol/admin-audit'
import { useTranslation } from 'react-i18next'
import { auditActionName } from '../../i18n/audit-action-names.ts'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { usePartyName } from '../../i18n/use-party-name.ts'
import { Panel } from '../../ui/panel.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import styles from './overview-page.module.css'
import { PanelTitle } from './panel-title.tsx'

export function RecentPanel({ events }: { events: readonly AuditEventView[] }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const nameParty = usePartyName()
  return (
    <Panel>
      <PanelTitle>{t('overview.recent')}</PanelTitle>
      {events.length === 0 && <Text c="dimmed">{t('overview.noRecent')}</Text>}
      <ul className={styles.rows}>
        {events.map((event) => (
          <li key={event.sequence}>
            <span>
              {auditActionName(event.action, language)}{' '}
              {event.userId && (
                <TextLink to="/it/users/$userId" params={{ userId: event.userId }}>
                  {event.account ?? event.userId}
                </TextLink>
              )}
              <span className={styles.small}>{t('user.timeline.by', { actor: nameParty(event) })}</span>
            </span>
            <time className={styles.small} dateTime={new Date(event.at).toISOString()}>
              {formatDateTime(event.at, language)}
            </time>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
