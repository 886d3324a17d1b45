// 活動紀錄: what happened to my account and tokens, in sentences.
import { Button, Center, Stack, Text } from '@mantine/core'
import type { ActivityEvent } from '@motp/shared/protocol/tokens'
import { IconAlertTriangle, IconCircleCheck, IconPoint } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Panel } from '../../ui/panel.tsx'
import { findSentence, findTone } from './activity-kind.ts'
import styles from './activity-page.module.css'
import { useActivity } from './use-activity.ts'

const icons = { good: IconCircleCheck, bad: IconAlertTriangle, plain: IconPoint }

export function ActivityPage() {
  const { t } = useTranslation()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useActivity()
  return (
    <Stack gap="lg">
      <FocusHeading documentTitle={t('activity.title')}>{t('activity.title')}</FocusHeading>
      <Text c="dimmed">{t('activity.hint')}</Text>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && <Text>{t('activity.none')}</Text>}
      {data && data.length > 0 && (
        <Panel p={0}>
          <ul className={styles.list}>
            {data.map((event) => (
              <ActivityRow key={event.id} event={event} />
            ))}
          </ul>
        </Panel>
      )}
      {hasNextPage && (
        <Center>
          <Button variant="default" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            {t('activity.more')}
          </Button>
        </Center>
      )}
    </Stack>
  )
}

function ActivityRow({ event }: { event: ActivityEvent }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const tone = findTone(event.action)
  const Icon = icons[tone]
  const facts = [
    event.by === 'self' ? undefined : t(`activity.by.${event.by}`),
    event.tokenSerial && t('activity.serial', { serial: event.tokenSerial }),
    event.address && t('activity.address', { address: event.address }),
  ].filter(Boolean)
  return (
    <li className={styles.row}>
      <span className={styles.icon} data-tone={tone}>
        <Icon size={22} aria-hidden />
      </span>
      <div>
        <Text fw={500}>{t(`activity.sentences.${findSentence(event.action)}`)}</Text>
        {facts.length > 0 && (
          <Text size="sm" c="dimmed">
            {facts.join(' · ')}
          </Text>
        )}
      </div>
      <time className={styles.time} dateTime={new Date(event.at).toISOString()}>
        {formatDateTime(event.at, language)}
      </time>
    </li>
  )
}
