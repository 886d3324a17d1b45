// The fields that say whom a job is about; what they hold lives in the address, so that other pages can lead here with a filter.
import { NativeSelect, NumberInput } from '@mantine/core'
import { concerns, currentStates } from '@motp/shared/protocol/admin-users'
import { enrollmentModes } from '@motp/shared/protocol/tokens'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { FilterField } from '../../ui/filter-field.tsx'
import type { AddressFilters } from '../../ui/use-address-filters.ts'
import { type BulkFilter, useDirectoryNames, useGroupNames } from './use-bulk.ts'

export function readBulkFilter({ search, directory, group, state, mode, concern, days }: AddressFilters['values']): BulkFilter {
  const [knownState, knownMode, knownConcern] = [
    currentStates.find((name) => name === state),
    enrollmentModes.find((name) => name === mode),
    concerns.find((name) => name === concern),
  ]
  const count = Number(days)
  return {
    ...(search && { search }),
    ...(directory && { directory }),
    ...(group && { group }),
    ...(knownState && { state: knownState }),
    ...(knownMode && { mode: knownMode }),
    ...(knownConcern && { concern: knownConcern }),
    ...(Number.isInteger(count) && count > 0 && { days: count }),
  }
}

export function BulkFilterFields({ values, set }: AddressFilters) {
  const { t } = useTranslation()
  const { data: directories = [] } = useDirectoryNames()
  const choice = (key: string, name: string, options: readonly (readonly [value: string, name: string])[]) => (
    <NativeSelect size="sm" label={name} value={values[key] ?? ''} onChange={(event) => set({ [key]: event.currentTarget.value })}>
      <option value="">{t('bulk.any')}</option>
      {options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </NativeSelect>
  )
  return (
    <FilterBar label={t('bulk.filters')}>
      <FilterField label={t('bulk.search')} value={values.search ?? ''} onChange={(search) => set({ search })} />
      {choice(
        'directory',
        t('bulk.directory'),
        directories.map((name) => [name, name] as const),
      )}
      <GroupField value={values.group ?? ''} onChange={(group) => set({ group })} />
      {choice(
        'state',
        t('bulk.state'),
        currentStates.map((name) => [name, t(`tokenStatus.${name}`)] as const),
      )}
      {choice(
        'mode',
        t('bulk.mode'),
        enrollmentModes.map((name) => [name, t(`tokens.modes.${name}`)] as const),
      )}
      {choice(
        'concern',
        t('bulk.concern'),
        concerns.map((name) => [name, t(`bulk.concerns.${name}`)] as const),
      )}
      {(values.concern === 'expiring' || values.concern === 'unused') && (
        <NumberInput
          size="sm"
          label={t('bulk.days')}
          value={Number(values.days ?? 30)}
          onChange={(days) => set({ days: String(days) })}
          min={1}
          max={3650}
          allowDecimal={false}
        />
      )}
    </FilterBar>
  )
}

function GroupField({ value, onChange }: { value: string; onChange: (group: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const { data: offered = [] } = useGroupNames(typed === value ? '' : typed)
  return (
    <ChoiceField
      label={t('bulk.group.name')}
      placeholder={t('bulk.any')}
      nothingFound={t('bulk.group.none')}
      {...{ value, offered, onChange, onSearch: setTyped }}
    />
  )
}
