// Accepted and refused codes over time: bars to see, a table to read.
import { Group, SegmentedControl, Switch, Text } from '@mantine/core'
import { type Span, spans } from '@motp/shared/protocol/admin-overview'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../i18n/format-count.ts'
import { formatDate, formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { BarChart } from './bar-chart.tsx'
import styles from './overview-page.module.css'
import { PanelTitle } from './panel-title.tsx'
import type { Overview } from './use-overview.ts'

type Bars = Overview['verifications']
type VerificationPanelProps = { bars: Bars; span: Span; onSpan: (span: Span) => void }

export function VerificationPanel({ bars, span, onSpan }: VerificationPanelProps) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const [isTable, setTable] = useState(false)
  const count = (value: number) => formatCount(value, language)
  const nameBar = (at: number) => (span === 'day' ? formatDateTime(at, language) : formatDate(at, language))
  const total = (key: 'accepted' | 'refused') => bars.reduce((sum, bar) => sum + bar[key], 0)
  const sum = t('overview.sum', { accepted: count(total('accepted')), refused: count(total('refused')) })
  return (
    <Panel>
      <Group justify="space-between" mb="sm">
        <PanelTitle>{t('overview.verifications')}</PanelTitle>
        <SegmentedControl
          aria-label={t('overview.spanLabel')}
          value={span}
          onChange={(value) => onSpan(spans.find((one) => one === value) ?? 'day')}
          data={spans.map((one) => ({ value: one, label: t(`overview.spans.${one}`) }))}
        />
      </Group>
      <Text mb="sm" role="status">
        {sum}
      </Text>
      {!isTable && <BarChart bars={bars} label={t('overview.chartLabel', { span: t(`overview.spans.${span}`), sum })} nameBar={nameBar} />}
      {isTable && (
        <DataTable
          label={t('overview.verifications')}
          rows={bars.toReversed()}
          keyOf={({ at }) => at}
          columns={[
            { key: 'at', name: t('overview.columns.at'), render: ({ at }) => nameBar(at) },
            { key: 'accepted', name: t('overview.columns.accepted'), isFigure: true, render: ({ accepted }) => count(accepted) },
            { key: 'refused', name: t('overview.columns.refused'), isFigure: true, render: ({ refused }) => count(refused) },
          ]}
        />
      )}
      <Group justify="space-between" mt="sm">
        <Group gap="md" className={styles.legend ?? ''}>
          <span data-kind="accepted">{t('overview.accepted')}</span>
          <span data-kind="refused">{t('overview.refused')}</span>
        </Group>
        <Switch label={t('overview.asTable')} checked={isTable} onChange={(event) => setTable(event.currentTarget.checked)} />
      </Group>
    </Panel>
  )
}
