// The fields that narrow the list of users; what they hold lives in the address.
import { Checkbox, NativeSelect } from '@mantine/core'
import { concerns, currentStates } from '@motp/shared/protocol/admin-users'
import { enrollmentModes } from '@motp/shared/protocol/tokens'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { FilterField } from '../../ui/filter-field.tsx'
import type { AddressFilters } from '../../ui/use-address-filters.ts'
import { useDirectoryNames, useGroupNames } from './use-users.ts'

export function UserFilterBar({ values, set }: Pick<AddressFilters, 'values' | 'set'>) {
  const { t } = useTranslation()
  const { data: directories = [] } = useDirectoryNames()
  const choice = (key: string, label: string, options: readonly (readonly [value: string, name: string])[]) => (
    <NativeSelect size="sm" label={label} value={values[key] ?? ''} onChange={(event) => set({ [key]: event.currentTarget.value })}>
      <option value="">{t('users.any')}</option>
      {options.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </NativeSelect>
  )
  return (
    <FilterBar label={t('users.filters')}>
      <FilterField
        label={t('users.search')}
        placeholder={t('users.searchHint')}
        value={values.search ?? ''}
        onChange={(search) => set({ search })}
      />
      {choice(
        'concern',
        t('users.concern'),
        concerns.map((concern) => [concern, t(`users.concerns.${concern}`)]),
      )}
      {(values.concern === 'unused' || values.concern === 'expiring') && (
        <FilterField label={t('users.days')} value={values.days ?? '30'} onChange={(days) => set({ days })} />
      )}
      {choice(
        'state',
        t('users.state'),
        currentStates.map((state) => [state, t(`tokenStatus.${state}`)]),
      )}
      {choice(
        'mode',
        t('users.mode'),
        enrollmentModes.map((mode) => [mode, t(`tokens.modes.${mode}`)]),
      )}
      {choice(
        'directory',
        t('users.directory'),
        directories.map((name) => [name, name]),
      )}
      <GroupField value={values.group ?? ''} onChange={(group) => set({ group })} />
      <Checkbox
        mih={36}
        label={t('users.staffOnly')}
        checked={values.role === 'it'}
        onChange={(event) => set({ role: event.currentTarget.checked ? 'it' : '' })}
      />
    </FilterBar>
  )
}

function GroupField({ value, onChange }: { value: string; onChange: (group: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const { data: offered = [] } = useGroupNames(typed === value ? '' : typed)
  return (
    <ChoiceField
      label={t('users.group.name')}
      placeholder={t('users.any')}
      nothingFound={t('users.group.none')}
      {...{ value, offered, onChange, onSearch: setTyped }}
    />
  )
}
