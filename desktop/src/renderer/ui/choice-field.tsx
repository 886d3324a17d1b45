// A field of a filter whose values are too many for a list: typing narrows what is offered, choosing sets it.
import { Select } from '@mantine/core'

type ChoiceFieldProps = {
  label: string
  placeholder: string
  nothingFound: string
  value: string
  offered: readonly string[]
  onChange: (value: string) => void
  onSearch: (text: string) => void
}

export function ChoiceField({ label, placeholder, nothingFound, value, offered, onChange, onSearch }: ChoiceFieldProps) {
  const names = value === '' || offered.includes(value) ? offered : [value, ...offered]
  return (
    <Select
      size="sm"
      label={label}
      placeholder={placeholder}
      // The server has narrowed them by how they begin.
      data={[...names]}
      filter={({ options }) => options}
      value={value === '' ? null : value}
      onChange={(chosen) => onChange(chosen ?? '')}
      onSearchChange={onSearch}
      nothingFoundMessage={nothingFound}
      searchable
      clearable={value !== ''}
      maxDropdownHeight={320}
      comboboxProps={{ shadow: 'md', withinPortal: false }}
    />
  )
}
