// 批次作業: a new job, the jobs of late, and one of them when the address names it.
import { Anchor, Stack, Text, Title } from '@mantine/core'
import type { BulkJob } from '@motp/shared/protocol/admin-bulk'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { useAddressFilters } from '../../ui/use-address-filters.ts'
import { JobPanel } from './job-panel.tsx'
import { NewJobForm } from './new-job-form.tsx'
import { useBulkJobs } from './use-bulk.ts'

export function BulkPage() {
  const { t } = useTranslation()
  const filters = useAddressFilters()
  const jobId = filters.values.job
  return (
    <Stack gap="lg">
      <div>
        <FocusHeading documentTitle={t('it.nav.bulk')}>{t('it.nav.bulk')}</FocusHeading>
        <Text c="dimmed">{t('bulk.hint')}</Text>
      </div>
      {jobId ? (
        <JobPanel key={jobId} jobId={jobId} onBack={() => filters.set({ job: '' })} />
      ) : (
        <>
          <NewJobForm filters={filters} onGathered={({ id }) => filters.set({ job: id })} />
          <RecentJobs onOpen={(job) => filters.set({ job })} />
        </>
      )}
    </Stack>
  )
}

function RecentJobs({ onOpen }: { onOpen: (jobId: string) => void }) {
  const { t } = useTranslation()
  const { data: jobs, error, refetch } = useBulkJobs()
  const columns = useJobColumns(onOpen)
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('bulk.jobs')}
      </Title>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!jobs && !error && <Loading />}
      {jobs?.length === 0 && <Text>{t('bulk.noJobs')}</Text>}
      {jobs && jobs.length > 0 && <DataTable label={t('bulk.jobs')} columns={columns} rows={jobs} keyOf={({ id }) => id} />}
    </Stack>
  )
}

function useJobColumns(onOpen: (jobId: string) => void): Column<BulkJob>[] {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return [
    { key: 'at', name: t('bulk.columns.at'), render: ({ createdAt }) => formatDateTime(createdAt, language) },
    { key: 'action', name: t('bulk.columns.action'), render: ({ action }) => t(`bulk.actions.${action}`) },
    { key: 'by', name: t('bulk.columns.by'), render: ({ createdBy }) => createdBy },
    { key: 'state', name: t('bulk.columns.state'), render: ({ state }) => t(`bulk.states.${state}`) },
    { key: 'counts', name: t('bulk.columns.counts'), render: ({ done, failed, total }) => `${done} / ${failed} / ${total}` },
    {
      key: 'open',
      name: t('bulk.columns.open'),
      render: ({ id, createdAt }) => (
        <Anchor
          component="button"
          type="button"
          fz="inherit"
          onClick={() => onOpen(id)}
          aria-label={t('bulk.open', { time: formatDateTime(createdAt, language) })}
        >
          {t('bulk.openShort')}
        </Anchor>
      ),
    },
  ]
}
