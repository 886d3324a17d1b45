// A result for each row of a job.
import { Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import type { BulkJob, BulkRow } from '@motp/shared/protocol/admin-bulk'
import { bulkSentence } from '@motp/shared/protocol/bulk-fault'
import { IconAlertTriangle, IconCircleCheck, IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Loading } from '../../ui/loading.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { Serial } from '../../ui/serial.tsx'
import { useBulkRows } from './use-bulk.ts'

export function JobRows({ job }: { job: BulkJob }) {
  const { t } = useTranslation()
  const [which, setWhich] = useState<'all' | 'failed'>('all')
  const { data: rows, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useBulkRows(job, which)
  const columns = useRowColumns()
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="end">
        <Title order={2} size="h4">
          {t('bulk.job.rows')}
        </Title>
        <NativeSelect
          size="sm"
          label={t('bulk.job.which')}
          value={which}
          onChange={(event) => setWhich(event.currentTarget.value === 'failed' ? 'failed' : 'all')}
        >
          <option value="all">{t('bulk.job.all')}</option>
          <option value="failed">{t('bulk.job.failed')}</option>
        </NativeSelect>
      </Group>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!rows && !error && <Loading />}
      {rows?.length === 0 && <Text>{t('bulk.job.noRows')}</Text>}
      {rows && rows.length > 0 && <DataTable label={t('bulk.job.rows')} columns={columns} rows={rows} keyOf={({ position }) => position} />}
      <MoreButton list={{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </Stack>
  )
}

function useRowColumns(): Column<BulkRow>[] {
  const { t } = useTranslation()
  return [
    { key: 'position', name: t('bulk.job.line'), render: ({ position }) => position, isFigure: true },
    { key: 'account', name: t('bulk.job.account'), render: ({ account }) => account },
    { key: 'serial', name: t('bulk.job.serial'), render: ({ serial }) => (serial ? <Serial text={serial} /> : '--') },
    { key: 'outcome', name: t('bulk.job.outcome'), render: ({ outcome }) => <Outcome outcome={outcome} /> },
  ]
}

function Outcome({ outcome }: { outcome: string }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const [Icon, colour, text] =
    outcome === 'done'
      ? ([IconCircleCheck, 'var(--motp-good)', t('bulk.job.done')] as const)
      : outcome === 'waiting'
        ? ([IconClock, 'var(--motp-idle)', t('bulk.job.waiting')] as const)
        : ([IconAlertTriangle, 'var(--motp-bad)', bulkSentence(outcome, language)] as const)
  return (
    <Group gap={8} wrap="nowrap" align="start">
      <Icon size={20} color={colour} style={{ flex: 'none', marginTop: 3 }} aria-hidden />
      <span>{text}</span>
    </Group>
  )
}
