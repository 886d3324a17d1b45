// Who has a phone and who has not, of all users known here.
import { Progress, Stack, Text } from '@mantine/core'
import type { TokenCounts } from '@motp/shared/protocol/admin-overview'
import { useTranslation } from 'react-i18next'
import { formatCount, formatShare } from '../../i18n/format-count.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Panel } from '../../ui/panel.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import styles from './overview-page.module.css'
import { PanelTitle } from './panel-title.tsx'

export function PeoplePanel({ counts: { users, enrolled, states } }: { counts: TokenCounts }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const share = formatShare(enrolled, users, language)
  return (
    <Panel>
      <PanelTitle>{t('overview.people')}</PanelTitle>
      <Stack gap="sm">
        <Text>
          <span className={styles.figure}>{share}</span> {t('overview.enrolled')}
        </Text>
        <Progress.Root size="lg">
          <Progress.Section
            value={users === 0 ? 0 : (enrolled / users) * 100}
            color="var(--motp-accent)"
            aria-label={t('overview.enrolled')}
          />
        </Progress.Root>
        <ul className={styles.rows}>
          <Row name={t('overview.users')} count={formatCount(users, language)} search={{}} />
          <Row
            name={t('overview.notEnrolled')}
            count={formatCount(states.initial + states.enrolling, language)}
            search={{ state: 'initial' }}
          />
          <Row name={t('overview.concerns.never-enrolled')} count="" search={{ concern: 'never-enrolled' }} />
        </ul>
      </Stack>
    </Panel>
  )
}

function Row({ name, count, search }: { name: string; count: string; search: Record<string, string> }) {
  return (
    <li>
      <TextLink to="/it/users" search={search}>
        {name}
      </TextLink>
      <span>{count}</span>
    </li>
  )
}
