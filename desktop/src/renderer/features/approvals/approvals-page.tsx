// 待核准: what waits for a second administrator, and what became of earlier requests.
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { Approval } from '@motp/shared/protocol/admin-approvals'
import type { Role } from '@motp/shared/protocol/session'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActivationCodeDialog } from '../../ui/activation-code-dialog.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { GrantDialog } from './grant-dialog.tsx'
import { useApprovals, useDecision } from './use-approvals.ts'

type Staff = { userId: string; roles: readonly Role[] }

export function ApprovalsPage({ staff }: { staff: Staff }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useApprovals()
  const { grant, decline } = useDecision()
  const [granting, setGranting] = useState<Approval>()
  const columns = useColumns()
  const declined = decline.data?.approval.state === 'withdrawn' ? t('approvals.withdrawn') : t('approvals.declined')

  const decide: Column<Approval> = {
    key: 'actions',
    name: t('approvals.columns.actions'),
    render: (approval) => (
      <DecisionButtons
        approval={approval}
        staff={staff}
        isBusy={grant.isPending || decline.isPending}
        onGrant={() => setGranting(approval)}
        onDecline={() => decline.mutate(approval.id)}
      />
    ),
  }
  return (
    <Stack gap="lg">
      <div>
        <FocusHeading documentTitle={t('it.nav.approvals')}>{t('it.nav.approvals')}</FocusHeading>
        <Text c="dimmed">{t('approvals.hint')}</Text>
      </div>
      <ErrorNotice error={grant.error ?? decline.error} />
      {grant.isSuccess && <Notice kind="good">{t('approvals.granted')}</Notice>}
      {decline.isSuccess && <Notice kind="info">{declined}</Notice>}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        <>
          <Part
            title={t('approvals.waiting')}
            none={t('approvals.none')}
            rows={data.filter(({ state }) => state === 'waiting')}
            columns={[...columns.asked, columns.until, decide]}
          />
          <Part
            title={t('approvals.decided')}
            none={t('approvals.noneDecided')}
            rows={data.filter(({ state }) => state !== 'waiting')}
            columns={[...columns.asked, columns.state, columns.decider]}
          />
        </>
      )}
      <GrantDialog
        approval={granting}
        onCancel={() => setGranting(undefined)}
        onConfirm={(approval) => {
          setGranting(undefined)
          grant.mutate(approval.id)
        }}
      />
      {grant.data?.activationCode && (
        <ActivationCodeDialog
          code={grant.data.activationCode}
          account={grant.data.approval.account}
          displayName={grant.data.approval.account}
          onClose={grant.reset}
        />
      )}
    </Stack>
  )
}

type PartProps = { title: string; none: string; rows: readonly Approval[]; columns: readonly Column<Approval>[] }

function Part({ title, none, rows, columns }: PartProps) {
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {title}
      </Title>
      {rows.length === 0 ? (
        <Text c="dimmed">{none}</Text>
      ) : (
        <DataTable label={title} columns={columns} rows={rows} keyOf={({ id }) => id} />
      )}
    </Stack>
  )
}

type DecisionProps = { approval: Approval; staff: Staff; isBusy: boolean; onGrant: () => void; onDecline: () => void }

function DecisionButtons({ approval, staff, isBusy, onGrant, onDecline }: DecisionProps) {
  const { t } = useTranslation()
  const isOwn = approval.requestedBy.userId === staff.userId
  const mayDecide = staff.roles.includes('admin') && !isOwn && approval.userId !== staff.userId
  if (!isOwn && !mayDecide) return <Text size="sm">{t('approvals.adminOnly')}</Text>
  return (
    <Group gap="xs">
      {mayDecide && (
        <Button size="compact-md" disabled={isBusy} onClick={onGrant}>
          {t('approvals.grant')}
        </Button>
      )}
      <Button size="compact-md" variant="default" disabled={isBusy} onClick={onDecline}>
        {t(isOwn ? 'approvals.withdraw' : 'approvals.decline')}
      </Button>
    </Group>
  )
}

function useColumns() {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const asked: Column<Approval>[] = [
    { key: 'what', name: t('approvals.columns.what'), render: ({ action }) => t(`user.actions.${action}`) },
    {
      key: 'about',
      name: t('approvals.columns.about'),
      render: ({ userId, account }) => (
        <TextLink to="/it/users/$userId" params={{ userId }}>
          {account}
        </TextLink>
      ),
    },
    { key: 'reason', name: t('approvals.columns.reason'), render: ({ reason }) => reason },
    { key: 'requester', name: t('approvals.columns.requester'), render: ({ requestedBy }) => requestedBy.account ?? '--' },
  ]
  const until: Column<Approval> = {
    key: 'until',
    name: t('approvals.columns.until'),
    render: ({ expiresAt }) => formatDateTime(expiresAt, language),
  }
  const state: Column<Approval> = {
    key: 'state',
    name: t('approvals.columns.state'),
    render: (approval) => t(`approvals.states.${approval.state}`),
  }
  const decider: Column<Approval> = {
    key: 'decider',
    name: t('approvals.columns.decider'),
    render: ({ decidedBy }) => decidedBy?.account ?? '--',
  }
  return { asked, until, state, decider }
}
