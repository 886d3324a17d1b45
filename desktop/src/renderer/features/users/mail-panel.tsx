// Which mails went to the user, and whether they arrived at the mail server.
import { Text } from '@mantine/core'
import type { UserDetail } from '@motp/shared/protocol/admin-users'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { noticeKindName } from '../../i18n/notice-kind-names.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Panel } from '../../ui/panel.tsx'
import { SectionTitle } from './section-title.tsx'
import styles from './user-page.module.css'

export function MailPanel({ mails }: Pick<UserDetail, 'mails'>) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return (
    <Panel>
      <SectionTitle>{t('user.mails.title')}</SectionTitle>
      {mails.length === 0 && <Text c="dimmed">{t('user.mails.none')}</Text>}
      <ul className={styles.list}>
        {mails.map(({ id, at, kind, state, attempts, recipient }) => (
          <li key={id}>
            <Text fw={500}>{noticeKindName(kind, language)}</Text>
            <span className={styles.small}>
              {[formatDateTime(at, language), t(`user.mails.states.${state}`, { attempts }), recipient].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
