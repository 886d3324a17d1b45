// One report: its title, its table, the way to take it along.
import { Stack, Text, Title } from '@mantine/core'
import type { ReportName } from '@motp/shared/protocol/admin-reports'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import styles from './reports-page.module.css'
import { reportUrl } from './use-reports.ts'

type ReportSectionProps<Row> = {
  report: ReportName
  days: number
  title: string
  hint?: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
}

export function ReportSection<Row>({ report, days, title, hint, columns, rows, keyOf }: ReportSectionProps<Row>) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm" component="section" className={styles.section ?? ''} aria-label={title}>
      <div className={styles.head}>
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          {hint && <Text c="dimmed">{hint}</Text>}
        </div>
        <div className={styles.screenOnly}>
          <DownloadLink href={reportUrl(report, days)}>{t('reports.csv')}</DownloadLink>
        </div>
      </div>
      {rows.length === 0 ? <Text>{t('reports.none')}</Text> : <DataTable label={title} columns={columns} rows={rows} keyOf={keyOf} />}
    </Stack>
  )
}
