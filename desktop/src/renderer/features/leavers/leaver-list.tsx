// Who is gone or disabled, latest first; an administrator chooses some, or takes all who match.
import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { chosenLeavers, type Leaver } from '@motp/shared/protocol/admin-leavers'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Loading } from '../../ui/loading.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { Serial } from '../../ui/serial.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { findTokenStatus } from '../../ui/token-status.ts'
import { TokenStatusBadge } from '../../ui/token-status-badge.tsx'
import { type LeaverFilter, useLeavers } from './use-leavers.ts'

type LeaverListProps = {
  filter: LeaverFilter
  chosen: ReadonlySet<string>
  maySuspend: boolean
  onChoose: (chosen: ReadonlySet<string>) => void
  onSuspend: (who: 'chosen' | 'all') => void
}

export function LeaverList({ filter, chosen, maySuspend, onChoose, onSuspend }: LeaverListProps) {
  const { t } = useTranslation()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, dataUpdatedAt } = useLeavers(filter)
  const leavers = data?.pages.flatMap((page) => page.leavers)
  const columns = useColumns({ chosen, onChoose, maySuspend, now: dataUpdatedAt })
  const isEmpty = leavers?.length === 0
  useEffect(() => {
    if (isEmpty && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isEmpty, hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="end">
        <Title order={2} size="h4">
          {t('leavers.list')}
        </Title>
        {maySuspend && leavers && leavers.length > 0 && (
          <Group gap="sm">
            <Button size="sm" variant="default" disabled={chosen.size === 0} onClick={() => onSuspend('chosen')}>
              {t('leavers.suspendChosen', { count: chosen.size })}
            </Button>
            <Button size="sm" color="var(--motp-danger)" onClick={() => onSuspend('all')}>
              {t('leavers.suspendAll')}
            </Button>
          </Group>
        )}
      </Group>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!leavers && !error && <Loading />}
      {isEmpty && <Text role="status">{t(hasNextPage ? 'leavers.noneYet' : 'leavers.none')}</Text>}
      {leavers && leavers.length > 0 && (
        <DataTable label={t('leavers.list')} columns={columns} rows={leavers} keyOf={({ user }) => user.id} />
      )}
      <MoreButton list={{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </Stack>
  )
}

type Choosing = Pick<LeaverListProps, 'chosen' | 'onChoose' | 'maySuspend'> & { now: number }

function useColumns({ chosen, onChoose, maySuspend, now }: Choosing): Column<Leaver>[] {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const choose: Column<Leaver> = {
    key: 'choose',
    name: t('leavers.columns.choose'),
    render: ({ user }) => (
      <Checkbox
        aria-label={t('leavers.choose', { account: user.account })}
        checked={chosen.has(user.id)}
        disabled={!chosen.has(user.id) && chosen.size >= chosenLeavers}
        onChange={(event) => onChoose(toggled(chosen, user.id, event.currentTarget.checked))}
      />
    ),
  }
  return [
    ...(maySuspend ? [choose] : []),
    {
      key: 'account',
      name: t('leavers.columns.account'),
      render: ({ user }) => (
        <TextLink to="/it/users/$userId" params={{ userId: user.id }} fw={600}>
          {user.account}
        </TextLink>
      ),
    },
    { key: 'name', name: t('leavers.columns.name'), render: ({ user }) => user.displayName },
    { key: 'directory', name: t('leavers.columns.directory'), render: ({ user }) => user.directory },
    { key: 'kind', name: t('leavers.columns.kind'), render: ({ kind }) => t(`leavers.kinds.${kind}`) },
    { key: 'since', name: t('leavers.columns.since'), render: ({ since }) => formatDateTime(since, language) },
    {
      key: 'status',
      name: t('leavers.columns.status'),
      render: ({ user: { token } }) => (token ? <TokenStatusBadge status={findTokenStatus(token, now)} /> : '--'),
    },
    { key: 'serial', name: t('leavers.columns.serial'), render: ({ user: { token } }) => (token ? <Serial text={token.serial} /> : '--') },
  ]
}

function toggled(chosen: ReadonlySet<string>, userId: string, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(chosen)
  if (isChosen) next.add(userId)
  else next.delete(userId)
  return next
}
