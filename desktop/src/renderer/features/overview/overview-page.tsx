// 總覽: how everything is, and what needs a look; every number leads to the list behind it.
import { Stack, Text } from '@mantine/core'
import { type Span, spans } from '@motp/shared/protocol/admin-overview'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAddressFilters } from '../../ui/use-address-filters.ts'
import { AttentionTiles } from './attention-tiles.tsx'
import { HealthPanel } from './health-panel.tsx'
import styles from './overview-page.module.css'
import { PeoplePanel } from './people-panel.tsx'
import { RecentPanel } from './recent-panel.tsx'
import { StatePanel } from './state-panel.tsx'
import { type Overview, useOverview } from './use-overview.ts'
import { VerificationPanel } from './verification-panel.tsx'

export function OverviewPage() {
  const { t } = useTranslation()
  const { values, set } = useAddressFilters()
  const span = spans.find((one) => one === values.span) ?? 'day'
  const { data, error, refetch } = useOverview(span)
  return (
    <Stack gap="lg">
      <FocusHeading documentTitle={t('it.nav.overview')}>{t('it.nav.overview')}</FocusHeading>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Content overview={data} span={span} onSpan={(next) => set({ span: next })} />}
    </Stack>
  )
}

function Content({ overview, span, onSpan }: { overview: Overview; span: Span; onSpan: (span: Span) => void }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { counts } = overview
  return (
    <>
      {counts ? (
        <AttentionTiles counts={counts} waitingApprovals={overview.waitingApprovals} />
      ) : (
        <Notice kind="info">{t('overview.notCounted')}</Notice>
      )}
      <div className={styles.columns}>
        <Stack gap="lg" className={styles.column ?? ''}>
          <VerificationPanel bars={overview.verifications} span={span} onSpan={onSpan} />
          <RecentPanel events={overview.recent} />
        </Stack>
        <Stack gap="lg" className={styles.column ?? ''}>
          {counts && <PeoplePanel counts={counts} />}
          {counts && <StatePanel states={counts.states} />}
          <HealthPanel items={overview.health} />
        </Stack>
      </div>
      {counts && (
        <Text size="sm" c="dimmed">
          {t('overview.countedAt', { time: formatDateTime(counts.at, language) })}
        </Text>
      )}
    </>
  )
}
