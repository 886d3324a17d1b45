// Where the user is signed in.
import { Text } from '@mantine/core'
import type { UserDetail } from '@motp/shared/protocol/admin-users'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Panel } from '../../ui/panel.tsx'
import { SectionTitle } from './section-title.tsx'
import styles from './user-page.module.css'

export function SessionPanel({ sessions }: Pick<UserDetail, 'sessions'>) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const time = (at: number) => formatDateTime(at, language)
  return (
    <Panel>
      <SectionTitle>{t('user.sessions.title')}</SectionTitle>
      {sessions.length === 0 && <Text c="dimmed">{t('user.sessions.none')}</Text>}
      <ul className={styles.list}>
        {sessions.map(({ id, address, createdAt, lastSeenAt }) => (
          <li key={id}>{t('user.sessions.line', { address, created: time(createdAt), seen: time(lastSeenAt) })}</li>
        ))}
      </ul>
    </Panel>
  )
}
