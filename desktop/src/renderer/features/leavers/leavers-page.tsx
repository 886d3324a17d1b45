// 離職人員: how the checks of the directories went, who is gone or disabled, and the job that suspends their tokens.
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { leaverKinds } from '@motp/shared/protocol/admin-leavers'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { type AddressFilters, useAddressFilters } from '../../ui/use-address-filters.ts'
import { CheckList } from './check-list.tsx'
import { LeaverList } from './leaver-list.tsx'
import { SuspendDialog } from './suspend-dialog.tsx'
import { readLeaverFilter, useLeaverChecks, useStartChecks } from './use-leavers.ts'

export function LeaversPage({ mayCheck, maySuspend }: { mayCheck: boolean; maySuspend: boolean }) {
  const { t } = useTranslation()
  const filters = useAddressFilters()
  const checks = useLeaverChecks()
  const start = useStartChecks()
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="end" gap="sm">
        <div>
          <FocusHeading documentTitle={t('it.nav.leavers')}>{t('it.nav.leavers')}</FocusHeading>
          <Text c="dimmed">{t('leavers.hint')}</Text>
        </div>
        {mayCheck && (
          <Button variant="default" size="sm" loading={start.isPending} disabled={checks.isChecking} onClick={() => start.mutate()}>
            {t('leavers.check')}
          </Button>
        )}
      </Group>
      {!maySuspend && <Notice kind="info">{t('leavers.onlyAdmin')}</Notice>}
      <ErrorNotice error={start.error} />
      {checks.error && <ErrorNotice error={checks.error} onRetry={() => void checks.refetch()} />}
      {!checks.data && !checks.error && <Loading />}
      {checks.data && <CheckList {...checks.data} />}
      {checks.data && <Found filters={filters} maySuspend={maySuspend} data={checks.data} />}
    </Stack>
  )
}

type FoundProps = { filters: AddressFilters; maySuspend: boolean; data: NonNullable<ReturnType<typeof useLeaverChecks>['data']> }

function Found({ filters, maySuspend, data }: FoundProps) {
  const navigate = useNavigate()
  const filter = readLeaverFilter(filters.values)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [wanted, setWanted] = useState<'chosen' | 'all'>()
  return (
    <>
      <LeaverFilters filters={filters} directories={data.checks.map(({ directory }) => directory)} />
      <LeaverList {...{ filter, chosen, maySuspend }} onChoose={setChosen} onSuspend={setWanted} />
      {wanted && (
        <SuspendDialog
          who={wanted === 'chosen' ? { userIds: [...chosen] } : filter}
          braked={data.checks.filter(({ isBraked }) => isBraked)}
          onClose={() => setWanted(undefined)}
          onPrepared={(job) => void navigate({ to: '/it/bulk', search: { job: job.id } as never })}
        />
      )}
    </>
  )
}

function LeaverFilters({ filters: { values, set }, directories }: { filters: AddressFilters; directories: readonly string[] }) {
  const { t } = useTranslation()
  const choice = (key: string, name: string, options: readonly (readonly [value: string, label: string])[]) => (
    <NativeSelect size="sm" label={name} value={values[key] ?? ''} onChange={(event) => set({ [key]: event.currentTarget.value })}>
      {options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </NativeSelect>
  )
  const any = ['', t('leavers.any')] as const
  return (
    <FilterBar label={t('leavers.filters')}>
      {choice('directory', t('leavers.directory'), [any, ...directories.map((name) => [name, name] as const)])}
      {choice('kind', t('leavers.kind'), [any, ...leaverKinds.map((kind) => [kind, t(`leavers.kinds.${kind}`)] as const)])}
      {choice('tokens', t('leavers.tokens'), [
        ['', t('leavers.tokenChoices.usable')],
        ['any', t('leavers.tokenChoices.any')],
      ])}
    </FilterBar>
  )
}
