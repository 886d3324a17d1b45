// One job: whom it affects, its start, its progress, a result for each row, what failed as a file.
import { Button, Group, Progress, Stack, Text, Title } from '@mantine/core'
import type { BulkJob } from '@motp/shared/protocol/admin-bulk'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { JobRows } from './job-rows.tsx'
import { resultsUrl, useBulkJob, useMoveBulk } from './use-bulk.ts'

export function JobPanel({ jobId, onBack }: { jobId: string; onBack: () => void }) {
  const { t } = useTranslation()
  const { data: job, error, refetch } = useBulkJob(jobId)
  return (
    <Stack gap="lg">
      <Group>
        <Button variant="default" size="sm" onClick={onBack}>
          {t('bulk.job.back')}
        </Button>
      </Group>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!job && !error && <Loading />}
      {job && <Job job={job} />}
    </Stack>
  )
}

function Job({ job }: { job: BulkJob }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return (
    <>
      <Panel p="lg">
        <Stack gap="sm">
          <div>
            <Title order={2} size="h4">
              {t(`bulk.actions.${job.action}`)} · {t(`bulk.states.${job.state}`)}
            </Title>
            <Text c="dimmed">
              {t('bulk.job.reason', { reason: job.reason })} ·{' '}
              {t('bulk.job.by', { by: job.createdBy, time: formatDateTime(job.createdAt, language) })}
            </Text>
          </div>
          <JobState job={job} />
          <Group gap="sm">
            <DownloadLink href={resultsUrl(job.id, 'failed')}>{t('bulk.job.failures')}</DownloadLink>
            <DownloadLink href={resultsUrl(job.id, 'all')}>{t('bulk.job.results')}</DownloadLink>
          </Group>
        </Stack>
      </Panel>
      <JobRows job={job} />
    </>
  )
}

function JobState({ job }: { job: BulkJob }) {
  const { t } = useTranslation()
  const { done, failed, total } = job
  if (job.state === 'finished') return <Notice kind={failed === 0 ? 'good' : 'info'}>{t('bulk.job.finished', { done, failed })}</Notice>
  if (job.state === 'cancelled') return <Notice kind="info">{t('bulk.job.cancelled', { done })}</Notice>
  if (job.state === 'preparing') return <Text role="status">{t('bulk.preparing')}</Text>
  if (job.state === 'prepared') return <Prepared job={job} />
  const handled = done + failed
  return (
    <Stack gap="xs">
      <Text role="status">
        {t('bulk.job.progress', { handled, total })} · {t('bulk.job.counts', { done, failed })}
      </Text>
      <Progress size="lg" value={(100 * handled) / Math.max(1, total)} aria-label={t('bulk.job.progress', { handled, total })} />
      <CancelButton jobId={job.id} name={t('bulk.job.stop')} />
    </Stack>
  )
}

function Prepared({ job }: { job: BulkJob }) {
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const { mutate, isPending, error } = useMoveBulk(job.id)
  const count = job.total - job.failed
  return (
    <Stack gap="sm">
      <Text fz={22} fw={650}>
        {t('bulk.job.affects', { count })}
      </Text>
      {job.failed > 0 && <Notice kind="warn">{t('bulk.job.dryRun', { total: job.total, failed: job.failed })}</Notice>}
      {count === 0 && <Text>{t('bulk.job.nothing')}</Text>}
      <ErrorNotice error={error} />
      <Group gap="sm">
        <Button size="sm" disabled={count === 0} onClick={() => setIsAsking(true)}>
          {t('bulk.job.start')}
        </Button>
        <CancelButton jobId={job.id} name={t('bulk.job.cancel')} />
      </Group>
      <Dialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('bulk.confirm.title', { action: t(`bulk.actions.${job.action}`), count })}
      >
        <Stack>
          <Text>{t(`bulk.consequence.${job.action}`)}</Text>
          <Text>{t('bulk.confirm.sure')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setIsAsking(false)} data-autofocus>
              {t('actions.cancel')}
            </Button>
            <Button
              {...(job.action === 'reset' || job.action === 'suspend' ? { color: 'var(--motp-danger)' } : {})}
              loading={isPending}
              onClick={() => mutate('start', { onSettled: () => setIsAsking(false) })}
            >
              {t('bulk.job.start')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Stack>
  )
}

function CancelButton({ jobId, name }: { jobId: string; name: string }) {
  const { mutate, isPending, error } = useMoveBulk(jobId)
  return (
    <>
      <Group>
        <Button variant="default" size="sm" loading={isPending} onClick={() => mutate('cancel')}>
          {name}
        </Button>
      </Group>
      <ErrorNotice error={error} />
    </>
  )
}
