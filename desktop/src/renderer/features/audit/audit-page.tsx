// 稽核紀錄: the trail, filtered by the address; details from the side; its state; export.
import { Anchor, Button, Center, Group, Stack, Text } from '@mantine/core'
import type { AuditEventView } from '@motp/shared/protocol/admin-audit'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { auditActionName } from '../../i18n/audit-action-names.ts'
import { formatDateTime, formatMoment } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { usePartyName } from '../../i18n/use-party-name.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { useAddressFilters } from '../../ui/use-address-filters.ts'
import { AuditFilterBar } from './audit-filter-bar.tsx'
import { readAuditFilter } from './audit-filters.ts'
import { ChainState } from './chain-state.tsx'
import { EventDrawer } from './event-drawer.tsx'
import { exportUrl, useAuditPages } from './use-audit.ts'

export function AuditPage() {
  const { t } = useTranslation()
  const filters = useAddressFilters()
  const filter = readAuditFilter(filters.values)
  const [shown, setShown] = useState<AuditEventView>()
  return (
    <Stack gap="lg">
      <div>
        <FocusHeading documentTitle={t('it.nav.audit')}>{t('it.nav.audit')}</FocusHeading>
        <Text c="dimmed">{t('audit.hint')}</Text>
      </div>
      <ChainState />
      <AuditFilterBar {...filters} />
      <Group gap="sm">
        <DownloadLink href={exportUrl(filter, 'csv')}>{t('audit.csv')}</DownloadLink>
        <DownloadLink href={exportUrl(filter, 'json')}>{t('audit.json')}</DownloadLink>
        {Object.keys(filters.values).length > 0 && (
          <Button variant="subtle" size="sm" onClick={filters.clear}>
            {t('actions.clear')}
          </Button>
        )}
        <Text size="sm" c="dimmed">
          {t('audit.exportNote')}
        </Text>
      </Group>
      <EventList filter={filter} onShow={setShown} />
      <EventDrawer
        event={shown}
        onClose={() => setShown(undefined)}
        onNarrow={(changes) => {
          setShown(undefined)
          filters.set(changes)
        }}
      />
    </Stack>
  )
}

function EventList({ filter, onShow }: { filter: ReturnType<typeof readAuditFilter>; onShow: (event: AuditEventView) => void }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const columns = useEventColumns(onShow)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAuditPages(filter)
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading />
  const events = data.pages.flatMap((page) => page.events)
  const searchedTo = data.pages.at(-1)?.searchedTo ?? null
  const time = searchedTo === null ? '' : formatDateTime(searchedTo, language)
  return (
    <Stack gap="md">
      {events.length > 0 && <DataTable label={t('audit.list')} columns={columns} rows={events} keyOf={(event) => event.sequence} />}
      {events.length === 0 && <Text role="status">{searchedTo === null ? t('audit.none') : t('audit.noneYet', { time })}</Text>}
      {hasNextPage && (
        <Center>
          <Stack gap={4} align="center">
            {searchedTo !== null && events.length > 0 && <Text size="sm">{t('audit.searchedTo', { time })}</Text>}
            <Button variant="default" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
              {t(searchedTo === null ? 'actions.more' : 'audit.further')}
            </Button>
          </Stack>
        </Center>
      )}
    </Stack>
  )
}

function useEventColumns(onShow: (event: AuditEventView) => void): Column<AuditEventView>[] {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const nameParty = usePartyName()
  return [
    {
      key: 'at',
      name: t('audit.columns.at'),
      render: ({ at }) => <time dateTime={new Date(at).toISOString()}>{formatMoment(at, language)}</time>,
    },
    { key: 'action', name: t('audit.columns.action'), render: ({ action }) => auditActionName(action, language) },
    {
      key: 'about',
      name: t('audit.columns.about'),
      render: ({ account, serial }) => [account, serial].filter(Boolean).join(' · ') || '--',
    },
    { key: 'actor', name: t('audit.columns.actor'), render: nameParty },
    { key: 'address', name: t('audit.columns.address'), render: ({ address }) => address ?? '--' },
    {
      key: 'details',
      name: t('audit.columns.details'),
      render: (event) => (
        <Anchor
          component="button"
          type="button"
          fz="inherit"
          onClick={() => onShow(event)}
          aria-label={t('audit.details', { number: event.sequence })}
        >
          {t('audit.detailsShort')}
        </Anchor>
      ),
    },
  ]
}
