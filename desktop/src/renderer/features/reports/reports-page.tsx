// 報表: who is registered, which tokens lie idle, who was locked out, what IT did; on the screen, as CSV, on paper.
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { idleDays, type Reports } from '@motp/shared/protocol/admin-reports'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { auditActionName } from '../../i18n/audit-action-names.ts'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Column } from '../../ui/data-table.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { useAddressFilters } from '../../ui/use-address-filters.ts'
import { useCoverageColumns, useGroupColumns } from './coverage-columns.tsx'
import { ReportSection } from './report-section.tsx'
import styles from './reports-page.module.css'
import { useReports } from './use-reports.ts'

const periods = [7, 30, 90, 366]

export function ReportsPage() {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const filters = useAddressFilters()
  const days = periods.find((one) => one === Number(filters.values.days)) ?? 30
  const { data, error, refetch } = useReports(days)
  return (
    <Stack gap="xl">
      <div className={styles.head}>
        <div>
          <FocusHeading documentTitle={t('it.nav.reports')}>{t('it.nav.reports')}</FocusHeading>
          <Text c="dimmed">{t('reports.hint')}</Text>
          {data && (
            <Text size="sm">
              {data.countedAt === null ? t('reports.counting') : t('reports.countedAt', { time: formatDateTime(data.countedAt, language) })}{' '}
              · {t('reports.lastDays', { days })}
            </Text>
          )}
        </div>
        <Group align="end" gap="sm" className={styles.screenOnly ?? ''}>
          <NativeSelect
            size="sm"
            label={t('reports.days')}
            value={days}
            onChange={(event) => filters.set({ days: event.currentTarget.value })}
          >
            {periods.map((one) => (
              <option key={one} value={one}>
                {t('reports.lastDays', { days: one })}
              </option>
            ))}
          </NativeSelect>
          <Button variant="default" size="sm" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
            {t('reports.print')}
          </Button>
        </Group>
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Sections data={data} days={days} />}
    </Stack>
  )
}

function Sections({ data, days }: { data: Reports; days: number }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const coverage = useCoverageColumns()
  const groups = useGroupColumns()
  const idle = useIdleColumns()
  return (
    <>
      <ReportSection
        {...{ report: 'coverage', days, columns: coverage, rows: data.coverage }}
        title={t('reports.coverage.title')}
        hint={t('reports.coverage.hint')}
        keyOf={({ directory }) => directory}
      />
      {data.groups ? (
        <ReportSection
          {...{ report: 'groups', days, columns: groups, rows: data.groups.rows }}
          title={t('reports.groups.title')}
          hint={t('reports.groups.hint')}
          keyOf={({ group }) => group}
        />
      ) : (
        <Text>{t('reports.groups.counting')}</Text>
      )}
      <ReportSection
        {...{ report: 'idle', days, columns: idle, rows: data.idle }}
        title={t('reports.idle.title')}
        hint={t('reports.idle.hint')}
        keyOf={({ directory }) => directory}
      />
      <ReportSection
        {...{ report: 'lockouts', days, rows: data.lockouts }}
        title={t('reports.lockouts.title')}
        columns={[
          {
            key: 'account',
            name: t('reports.lockouts.account'),
            render: ({ userId, account }) => (
              <TextLink to="/it/users/$userId" params={{ userId }}>
                {account ?? userId}
              </TextLink>
            ),
          },
          { key: 'locks', name: t('reports.lockouts.locks'), render: ({ locks }) => locks, isFigure: true },
          { key: 'last', name: t('reports.lockouts.last'), render: ({ lastAt }) => formatDateTime(lastAt, language) },
        ]}
        keyOf={({ userId }) => userId}
      />
      <ReportSection
        {...{ report: 'staff', days, rows: data.staff }}
        title={t('reports.staff.title')}
        columns={[
          { key: 'account', name: t('reports.staff.account'), render: ({ actor, account }) => account ?? actor },
          { key: 'action', name: t('reports.staff.action'), render: ({ action }) => auditActionName(action, language) },
          { key: 'count', name: t('reports.staff.count'), render: ({ count }) => count, isFigure: true },
        ]}
        keyOf={({ actor, action }) => `${actor} ${action}`}
      />
    </>
  )
}

function useIdleColumns(): Column<Reports['idle'][number]>[] {
  const { t } = useTranslation()
  return [
    { key: 'directory', name: t('reports.coverage.directory'), render: ({ directory }) => directory },
    { key: 'active', name: t('reports.idle.active'), render: ({ active }) => active.toLocaleString(), isFigure: true },
    ...idleDays.map((days, position) => ({
      key: String(days),
      name: t('reports.idle.since', { days }),
      render: ({ directory, idle }: Reports['idle'][number]) => (
        <TextLink
          to="/it/users"
          search={{ concern: 'unused', days: String(days), directory } as never}
          aria-label={`${t('reports.idle.list', { days })}: ${idle[position] ?? 0}`}
        >
          {(idle[position] ?? 0).toLocaleString()}
        </TextLink>
      ),
      isFigure: true,
    })),
  ]
}
