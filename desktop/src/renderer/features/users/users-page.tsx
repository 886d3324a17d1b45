// 使用者與載具: find people, see at a glance how their tokens are.
import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import type { UserRow } from '@motp/shared/protocol/admin-users'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { Serial } from '../../ui/serial.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { findTokenStatus } from '../../ui/token-status.ts'
import { TokenStatusBadge } from '../../ui/token-status-badge.tsx'
import { useAddressFilters } from '../../ui/use-address-filters.ts'
import { TickShown } from './tick-shown.tsx'
import { type Ticked, type Ticks, useTicks } from './use-ticks.ts'
import { readUserQuery, useUsers } from './use-users.ts'
import { UserFilterBar } from './user-filter-bar.tsx'

/** `renderTicked`: what can be done with ticked users; without it nobody can be ticked. */
type UsersPageProps = { renderTicked?: (ticked: Ticked) => ReactNode }

export function UsersPage({ renderTicked }: UsersPageProps) {
  const { t } = useTranslation()
  const { values, set, clear } = useAddressFilters()
  const ticks = useTicks(readUserQuery(values))
  return (
    <Stack gap="lg">
      <FocusHeading documentTitle={t('it.nav.users')}>{t('it.nav.users')}</FocusHeading>
      <UserFilterBar values={values} set={set} />
      <UserList values={values} onClear={clear} ticks={renderTicked && ticks} />
      {ticks.ticked && renderTicked?.(ticks.ticked)}
    </Stack>
  )
}

type UserListProps = { values: Readonly<Record<string, string>>; onClear: () => void; ticks: Ticks | undefined }

function UserList({ values, onClear, ticks }: UserListProps) {
  const { t } = useTranslation()
  const columns = useColumns(ticks)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, dataUpdatedAt } = useUsers(readUserQuery(values))
  const isEmpty = data?.pages.every((page) => page.users.length === 0) ?? false
  // A search for few among very many comes in steps, each of them quick.
  useEffect(() => {
    if (isEmpty && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isEmpty, hasNextPage, isFetchingNextPage, fetchNextPage])
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading />
  const users = data.pages.flatMap((page) => page.users)
  const total = data.pages[0]?.total ?? null
  return (
    <Stack gap="md">
      <Group gap="md" mih={36}>
        <Text role="status">{sayCount()}</Text>
        {ticks && users.length > 0 && <TickShown ticks={ticks} shown={users.map(({ id }) => id)} hasMore={hasNextPage} total={total} />}
        {Object.keys(values).length > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={onClear}>
            {t('actions.clear')}
          </Button>
        )}
      </Group>
      {users.length > 0 && <DataTable label={t('it.nav.users')} columns={columns(dataUpdatedAt)} rows={users} keyOf={({ id }) => id} />}
      <MoreButton
        list={{ hasNextPage, isFetchingNextPage, fetchNextPage }}
        label={t(users.length === 0 ? 'users.searchOn' : 'actions.more')}
      />
    </Stack>
  )

  function sayCount(): string {
    if (total !== null) return t('users.total', { total })
    if (users.length === 0) return t(hasNextPage ? 'users.noneYet' : 'users.none')
    return t(hasNextPage ? 'users.shownSoFar' : 'users.total', { total: users.length })
  }
}

function useColumns(ticks: Ticks | undefined): (now: number) => readonly Column<UserRow>[] {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const tick: Column<UserRow> = {
    key: 'tick',
    name: t('bulk.ticked.column'),
    render: ({ id, account }) => ticks && <Tick {...{ ticks, id }} label={t('bulk.ticked.tickOne', { account })} />,
  }
  return (now) => [
    ...(ticks ? [tick] : []),
    {
      key: 'account',
      name: t('users.columns.account'),
      render: ({ id, account }) => (
        <TextLink to="/it/users/$userId" params={{ userId: id }} fw={600}>
          {account}
        </TextLink>
      ),
    },
    { key: 'name', name: t('users.columns.name'), render: ({ displayName }) => displayName },
    { key: 'directory', name: t('users.columns.directory'), render: ({ directory }) => directory },
    {
      key: 'status',
      name: t('users.columns.status'),
      render: ({ token }) => (token ? <TokenStatusBadge status={findTokenStatus(token, now)} /> : t('users.noToken')),
    },
    {
      key: 'serial',
      name: t('users.columns.serial'),
      render: ({ token }) => (token ? <Serial text={token.serial} /> : '--'),
    },
    { key: 'mode', name: t('users.columns.mode'), render: ({ token }) => (token?.mode ? t(`tokens.modes.${token.mode}`) : '--') },
    {
      key: 'lastUsed',
      name: t('users.columns.lastUsed'),
      render: ({ token }) => (token?.lastUsedAt ? formatDateTime(token.lastUsedAt, language) : '--'),
    },
    {
      key: 'expires',
      name: t('users.columns.expires'),
      render: ({ token }) => (token?.expiresAt ? formatDate(token.expiresAt, language) : '--'),
    },
  ]
}

function Tick({ ticks, id, label }: { ticks: Ticks; id: string; label: string }) {
  const isTicked = ticks.has(id)
  return (
    <Checkbox
      pos="relative"
      top={4}
      aria-label={label}
      checked={isTicked}
      disabled={ticks.isMatching || (ticks.isFull && !isTicked)}
      onChange={() => ticks.set([id], !isTicked)}
    />
  )
}
