// What to do, why, and to whom: by a filter or by a file. Lists the accounts; nothing is changed here.
import { Button, FileInput, Group, Radio, Stack, Text, TextInput, Title } from '@mantine/core'
import type { BulkAction, BulkJob } from '@motp/shared/protocol/admin-bulk'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DownloadLink } from '../../ui/download-link.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { AddressFilters } from '../../ui/use-address-filters.ts'
import { ActionSelect } from './action-select.tsx'
import { BulkFilterFields, readBulkFilter } from './bulk-filter-fields.tsx'
import { useGatherBulk, usersExportUrl } from './use-bulk.ts'

type NewJobFormProps = { filters: AddressFilters; onGathered: (job: BulkJob) => void }

export function NewJobForm({ filters, onGathered }: NewJobFormProps) {
  const { t } = useTranslation()
  const gather = useGatherBulk()
  const [action, setAction] = useState<BulkAction>('suspend')
  const [reason, setReason] = useState('')
  const [source, setSource] = useState<'filter' | 'file'>('filter')
  const [file, setFile] = useState<File | null>(null)
  const filter = readBulkFilter(filters.values)
  const from = source === 'filter' ? filter : file

  function submit(event: FormEvent) {
    event.preventDefault()
    if (from) gather.mutate({ wish: { action, reason: reason.trim() }, from }, { onSuccess: ({ job }) => onGathered(job) })
  }
  return (
    <Panel p="lg">
      <form onSubmit={submit}>
        <Stack>
          <Title order={2} size="h4">
            {t('bulk.create')}
          </Title>
          <Group align="start" grow preventGrowOverflow={false} wrap="wrap">
            <ActionSelect action={action} onChange={setAction} />
            <TextInput
              size="sm"
              label={t('bulk.reason')}
              description={t('bulk.reasonHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              maxLength={500}
              required
            />
          </Group>
          <Text size="sm">{t(`bulk.consequence.${action}`)}</Text>
          <Radio.Group label={t('bulk.source')} value={source} onChange={(value) => setSource(value === 'file' ? 'file' : 'filter')}>
            <Group mt={6}>
              <Radio value="filter" label={t('bulk.sources.filter')} />
              <Radio value="file" label={t('bulk.sources.file')} />
            </Group>
          </Radio.Group>
          {source === 'filter' ? (
            <BulkFilterFields {...filters} />
          ) : (
            <FileInput
              size="sm"
              label={t('bulk.file')}
              description={t('bulk.fileHint')}
              value={file}
              onChange={setFile}
              accept=".csv,text/csv,text/plain"
              clearable
              maw={480}
            />
          )}
          <ErrorNotice error={gather.error} />
          <Group gap="sm">
            <Button type="submit" size="sm" loading={gather.isPending} disabled={reason.trim() === '' || !from}>
              {t('bulk.prepare')}
            </Button>
            {source === 'filter' && (
              <>
                <DownloadLink href={usersExportUrl(filter, 'csv')}>{t('bulk.exportCsv')}</DownloadLink>
                <DownloadLink href={usersExportUrl(filter, 'json')}>{t('bulk.exportJson')}</DownloadLink>
              </>
            )}
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}
