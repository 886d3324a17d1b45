// 被拒原因: why sign-ins and codes were refused, and what to do next.
import { NativeSelect, Stack, Text } from '@mantine/core'
import type { AuditEventView } from '@motp/shared/protocol/admin-audit'
import { refusalKinds } from '@motp/shared/protocol/admin-refusals'
import { useTranslation } from 'react-i18next'
import { auditActionName } from '../../i18n/audit-action-names.ts'
import { formatMoment } from '../../i18n/format-time.ts'
import { findWhy } from '../../i18n/refusal-why.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { refusalsZhTW } from '../../i18n/zh-tw-users.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { FilterField } from '../../ui/filter-field.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { useAddressFilters } from '../../ui/use-address-filters.ts'
import { readRefusalQuery, useRefusals } from './use-refusals.ts'

export function RefusalsPage() {
  const { t } = useTranslation()
  const { values, set } = useAddressFilters()
  return (
    <Stack gap="lg">
      <div>
        <FocusHeading documentTitle={t('it.nav.refusals')}>{t('it.nav.refusals')}</FocusHeading>
        <Text c="dimmed">{t('refusals.hint')}</Text>
      </div>
      <FilterBar label={t('refusals.filters')}>
        <FilterField label={t('refusals.user')} value={values.user ?? ''} onChange={(user) => set({ user })} />
        <FilterField label={t('refusals.address')} value={values.address ?? ''} onChange={(address) => set({ address })} />
        <NativeSelect
          size="sm"
          label={t('refusals.kind')}
          value={values.kind ?? ''}
          onChange={(event) => set({ kind: event.currentTarget.value })}
        >
          <option value="">{t('refusals.any')}</option>
          {refusalKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`refusals.kinds.${kind}`)}
            </option>
          ))}
        </NativeSelect>
      </FilterBar>
      <RefusalList values={values} />
    </Stack>
  )
}

function RefusalList({ values }: { values: Readonly<Record<string, string>> }) {
  const { t } = useTranslation()
  const columns = useColumns()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRefusals(readRefusalQuery(values))
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading />
  return (
    <Stack gap="md">
      {data.length === 0 && <Text role="status">{t('refusals.none')}</Text>}
      {data.length > 0 && <DataTable label={t('refusals.list')} columns={columns} rows={data} keyOf={({ sequence }) => sequence} />}
      <MoreButton list={{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </Stack>
  )
}

type Purpose = keyof (typeof refusalsZhTW)['purposes']

function useColumns(): readonly Column<AuditEventView>[] {
  const { t, i18n } = useTranslation()
  const { language } = useLanguage()
  const namePurpose = (purpose: unknown) =>
    typeof purpose === 'string' && i18n.exists(`refusals.purposes.${purpose}`) ? t(`refusals.purposes.${purpose as Purpose}`) : undefined
  return [
    { key: 'at', name: t('refusals.columns.at'), render: ({ at }) => formatMoment(at, language) },
    {
      key: 'who',
      name: t('refusals.columns.who'),
      render: ({ userId, account }) =>
        userId ? (
          <TextLink to="/it/users/$userId" params={{ userId }}>
            {account ?? userId}
          </TextLink>
        ) : (
          t('refusals.unknownUser')
        ),
    },
    {
      key: 'what',
      name: t('refusals.columns.what'),
      render: ({ action, detail }) => namePurpose(detail.purpose) ?? auditActionName(action, language),
    },
    {
      key: 'source',
      name: t('refusals.columns.source'),
      render: ({ actor, actorName, address }) => [actor.startsWith('client:') && actorName, address].filter(Boolean).join(' · ') || '--',
    },
    {
      key: 'why',
      name: t('refusals.columns.why'),
      render: (event) => {
        const why = findWhy(event) ?? 'other'
        return (
          <>
            <Text fw={600}>{t(`refusals.why.${why}.reason`)}</Text>
            <Text size="sm">{t(`refusals.why.${why}.next`)}</Text>
          </>
        )
      },
    },
  ]
}
