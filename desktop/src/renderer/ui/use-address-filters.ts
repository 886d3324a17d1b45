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
  // The address as it is when the change is made: two fields may be changed before the page is drawn anew.
  const replace = (change: (now: Record<string, unknown>) => Record<string, string>) =>
    void navigate({ to: '.', search: change, replace: true })
  return {
    values: toTexts(search),
    set: (changes) => replace((now) => toTexts({ ...now, ...changes })),
    clear: () => replace(() => ({})),
  }
}

/** Texts alone, empty ones left out. */
function toTexts(search: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search)
      .map(([key, value]) => [key, String(value)] as const)
      .filter(([, value]) => value !== ''),
  )
}
