// The first users whose account, name or serial begins as typed; asked when something is.
import { type AdminUser, searchUsers } from '@motp/shared/protocol/admin-users'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

const shownAtOnce = 8

export function useFoundUsers(search: string) {
  const api = useApi()
  return useQuery<AdminUser[]>({
    queryKey: ['it', 'found', search],
    queryFn:
      search === ''
        ? skipToken
        : ({ signal }) => api.call(searchUsers, { query: { search, limit: shownAtOnce } }, signal).then(({ users }) => users),
    placeholderData: keepPreviousData,
  })
}
