// Everything that happened to the account, newest first; a refusal says why and what to do next.
import { Button, Stack, Text } from '@mantine/core'
import type { AuditEventView } from '@motp/shared/protocol/admin-audit'
import { useTranslation } from 'react-i18next'
import { auditActionName } from '../../i18n/audit-action-names.ts'
import { formatDateTime } from '../../i18n/format-time.ts'
import { findWhy } from '../../i18n/refusal-why.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { usePartyName } from '../../i18n/use-party-name.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Loading } from '../../ui/loading.tsx'
import { SectionTitle } from './section-title.tsx'
import { useTimeline } from './use-user.ts'
import styles from './user-page.module.css'

export function Timeline({ userId }: { userId: string }) {
  const { t } = useTranslation()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTimeline(userId)
  return (
    <section aria-label={t('user.timeline.title')}>
      <SectionTitle>{t('user.timeline.title')}</SectionTitle>
      <Stack gap="md" align="flex-start">
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Loading />}
        {data?.length === 0 && <Text c="dimmed">{t('user.timeline.none')}</Text>}
        {data && data.length > 0 && (
          <ol className={styles.timeline}>
            {data.map((event) => (
              <TimelineRow key={event.sequence} event={event} />
            ))}
          </ol>
        )}
        {hasNextPage && (
          <Button variant="default" size="sm" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            {t('user.timeline.more')}
          </Button>
        )}
      </Stack>
    </section>
  )
}

function TimelineRow({ event }: { event: AuditEventView }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const nameParty = usePartyName()
  const why = findWhy(event)
  const isOwn = event.actor === `user:${event.userId}`
  const facts = [!isOwn && t('user.timeline.by', { actor: nameParty(event) }), event.serial, event.address].filter(Boolean)
  const { reason } = event.detail
  return (
    <li className={styles.event} data-tone={toneOf(event)}>
      <Text fw={500}>{auditActionName(event.action, language)}</Text>
      <time dateTime={new Date(event.at).toISOString()}>{formatDateTime(event.at, language)}</time>
      <div className={styles.small}>
        {facts.length > 0 && <div>{facts.join(' · ')}</div>}
        {!why && typeof reason === 'string' && reason !== '' && <div>{t('user.timeline.reason', { reason })}</div>}
        {why && (
          <div>
            {t(`refusals.why.${why}.reason`)} — {t(`refusals.why.${why}.next`)}
          </div>
        )}
      </div>
    </li>
  )
}

function toneOf({ action }: AuditEventView): 'good' | 'bad' | 'plain' {
  if (/refused$|other-device$|declined$/.test(action) || action === 'token.locked') return 'bad'
  return ['token.registered', 'token.resumed', 'token.unlocked', 'caller.proved'].includes(action) ? 'good' : 'plain'
}
