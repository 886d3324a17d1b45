// Filters that live in the address: they can be sent to a colleague, bookmarked, and left by the back button.
import { useNavigate, useSearch } from '@tanstack/react-router'

export type AddressFilters = {
  /** The filters in force; every value is text, absent ones are not there. */
  values: Readonly<Record<string, string>>
  /** Sets some of them and leaves the others; an empty text takes one away. Replaces the address: typing makes no history. */
  set: (changes: Readonly<Record<string, string>>) => void
  clear: () => void
}

export function useAddressFilters(): AddressFilters {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const values = Object.fromEntries(Object.entries(search).map(([key, value]) => [key, String(value)]))
  const replace = (next: Record<string, string>) => void navigate({ to: '.', search: next, replace: true })
  return {
    values,
    set: (changes) => replace(Object.fromEntries(Object.entries({ ...values, ...changes }).filter(([, value]) => value !== ''))),
    clear: () => replace({}),
  }
}
