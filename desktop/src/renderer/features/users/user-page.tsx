// One user: who it is, the token, what can be done, who is calling, what happened.
import { Badge, Group, Stack, Text } from '@mantine/core'
import type { UserDetail } from '@motp/shared/protocol/admin-users'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ActionPanel } from './action-panel.tsx'
import { CallerPanel } from './caller-panel.tsx'
import { MailPanel } from './mail-panel.tsx'
import { NotePanel } from './note-panel.tsx'
import { SessionPanel } from './session-panel.tsx'
import { Timeline } from './timeline.tsx'
import { TokenPanel } from './token-panel.tsx'
import { useUser } from './use-user.ts'
import { type Staff, standingOf } from './user-actions.ts'
import { UserFacts } from './user-facts.tsx'
import styles from './user-page.module.css'

export function UserPage({ userId, staff }: { userId: string; staff: Staff }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useUser(userId)
  return (
    <Stack gap="lg">
      <Group>
        <LinkButton to="/it/users" variant="subtle" size="compact-sm">
          {t('user.back')}
        </LinkButton>
      </Group>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Content detail={data} staff={staff} />}
    </Stack>
  )
}

function Content({ detail, staff }: { detail: UserDetail; staff: Staff }) {
  const { t } = useTranslation()
  const { user } = detail
  const standing = standingOf(staff, user.id)
  const isStaff = user.roles.some((role) => role !== 'user')
  return (
    <>
      <Group gap="sm" align="center">
        <FocusHeading documentTitle={user.account}>{`${user.account} ${user.displayName}`}</FocusHeading>
        {isStaff && (
          <Badge variant="outline" size="lg" color="var(--motp-accent)" tt="none">
            {t('user.staff')}
          </Badge>
        )}
      </Group>
      {standing === 'own' && <Notice kind="info">{t('user.own')}</Notice>}
      {standing === 'read' && <Text c="dimmed">{t('user.readOnly')}</Text>}
      {standing === 'change' && isStaff && <Notice kind="info">{t('user.privileged')}</Notice>}
      <div className={styles.columns}>
        <Stack gap="lg" className={styles.column ?? ''}>
          <TokenPanel detail={detail} />
          {standing === 'change' && <ActionPanel detail={detail} />}
          <Panel>
            <Timeline userId={user.id} />
          </Panel>
        </Stack>
        <Stack gap="lg" className={styles.column ?? ''}>
          <UserFacts user={user} groups={detail.groups} />
          {standing === 'change' && <CallerPanel userId={user.id} account={user.account} />}
          <NotePanel userId={user.id} notes={detail.notes} mayWrite={standing === 'change'} />
          <SessionPanel sessions={detail.sessions} />
          <MailPanel mails={detail.mails} />
        </Stack>
      </div>
    </>
  )
}
