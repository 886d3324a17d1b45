// Where the user is signed in, and the way to end a session that is not theirs any more.
import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import type { Reply } from '@motp/shared/protocol/endpoint'
import type { listSessions } from '@motp/shared/protocol/session'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { describeAgent } from './describe-agent.ts'
import { useRevokeSession, useSessions } from './use-sessions.ts'

type Session = Reply<typeof listSessions>['sessions'][number]

export function SessionsPage() {
  const { t } = useTranslation()
  const { data, error, refetch } = useSessions()
  const revoke = useRevokeSession()
  return (
    <Stack gap="lg">
      <FocusHeading documentTitle={t('sessions.title')}>{t('sessions.title')}</FocusHeading>
      <Text c="dimmed">{t('sessions.hint')}</Text>
      {revoke.isSuccess && <Notice kind="good">{t('sessions.ended')}</Notice>}
      <ErrorNotice error={revoke.error} />
      {error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
          {data.map((session) => (
            <li key={session.id}>
              <SessionRow session={session} onRevoke={() => revoke.mutate(session.id)} isBusy={revoke.isPending} />
            </li>
          ))}
        </Stack>
      ) : (
        <Loading />
      )}
    </Stack>
  )
}

function SessionRow({ session, onRevoke, isBusy }: { session: Session; onRevoke: () => void; isBusy: boolean }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const agent = describeAgent(session.agent) ?? t('sessions.unknownAgent')
  return (
    <Panel p="md">
      <Group justify="space-between">
        <Stack gap={2}>
          <Group gap="xs">
            <Text fw={600}>{agent}</Text>
            {session.isCurrent && <Badge tt="none">{t('sessions.current')}</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            {t('sessions.address', { address: session.address })}
          </Text>
          <Text size="sm" c="dimmed">
            {t('sessions.times', {
              created: formatDateTime(session.createdAt, language),
              seen: formatDateTime(session.lastSeenAt, language),
            })}
          </Text>
        </Stack>
        {!session.isCurrent && (
          <Button variant="default" onClick={onRevoke} disabled={isBusy} aria-label={t('sessions.revokeNamed', { agent })}>
            {t('sessions.revoke')}
          </Button>
        )}
      </Group>
    </Panel>
  )
}
