// Sealed files of the trail: what is in each, and whether it is where it belongs.
import { Stack, Text } from '@mantine/core'
import type { AuditSegment } from '@motp/shared/protocol/admin-audit'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../i18n/format-count.ts'
import { formatDate, formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Loading } from '../../ui/loading.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { useSegmentPages } from './use-audit.ts'

export function SegmentList() {
  const { t } = useTranslation()
  const columns = useSegmentColumns()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSegmentPages()
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading />
  const segments = data.pages.flatMap((page) => page.segments)
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('audit.segments.hint')}
      </Text>
      <DataTable label={t('audit.segments.list')} columns={columns} rows={segments} keyOf={({ number }) => number} />
      <MoreButton list={{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </Stack>
  )
}

function useSegmentColumns(): Column<AuditSegment>[] {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const columns = [
    { key: 'number', render: ({ number }: AuditSegment) => number },
    {
      key: 'period',
      render: ({ firstAt, lastAt }: AuditSegment) =>
        t('audit.segments.period', { from: formatDate(firstAt, language), to: formatDate(lastAt, language) }),
    },
    {
      key: 'events',
      render: ({ firstSequence, lastSequence }: AuditSegment) =>
        t('audit.segments.events', { first: formatCount(firstSequence, language), last: formatCount(lastSequence, language) }),
    },
    { key: 'sealedAt', render: ({ sealedAt }: AuditSegment) => formatDateTime(sealedAt, language) },
    { key: 'size', render: ({ fileBytes }: AuditSegment) => formatSize(fileBytes, language), isFigure: true },
    { key: 'state', render: (segment: AuditSegment) => <FileState {...segment} /> },
  ] as const
  return columns.map((column) => ({ ...column, name: t(`audit.segments.columns.${column.key}`) }))
}

function FileState({ hasFile, isCleared }: AuditSegment) {
  const { t } = useTranslation()
  if (!hasFile)
    return (
      <Text size="sm" fw={600} c="var(--motp-bad)">
        {t('audit.segments.missing')}
      </Text>
    )
  return t(isCleared ? 'audit.segments.here' : 'audit.segments.leaving')
}

/** Rounded up: nothing has no size. */
function formatSize(bytes: number, language: 'zh-TW' | 'en'): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 0 }).format(Math.ceil(value))
}
