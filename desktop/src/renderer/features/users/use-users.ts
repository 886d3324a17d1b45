// The list of users as it is filtered by the address, page by page.
import { concerns, currentStates, listDirectories, listGroups, searchUsers, userFilterShape } from '@motp/shared/protocol/admin-users'
import type { Input } from '@motp/shared/protocol/endpoint'
import { enrollmentModes } from '@motp/shared/protocol/tokens'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

export type UserQuery = Omit<Input<typeof searchUsers>['query'], 'after' | 'limit'>
type Texts = Readonly<Record<string, string>>

/** What the address says of the filter; what it says wrongly is left out. */
export function readUserQuery({ search, directory, group, state, mode, concern, days, role }: Texts): UserQuery {
  const one = <Value extends string>(values: readonly Value[], text: string | undefined) => values.find((value) => value === text)
  const [foundState, foundMode, foundConcern] = [one(currentStates, state), one(enrollmentModes, mode), one(concerns, concern)]
  return {
    ...(search && { search: search.slice(0, 100) }),
    ...(directory && { directory }),
    ...(group && { group: group.slice(0, 256) }),
    ...(foundState && { state: foundState }),
    ...(foundMode && { mode: foundMode }),
    ...(foundConcern && { concern: foundConcern }),
    ...(foundConcern && userFilterShape.days.safeParse(days).success && days ? { days: Number(days) } : {}),
    ...(role === 'it' && { role }),
  }
}

const usersPerPage = 50

export function useUsers(query: UserQuery) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['it', 'users', query],
    queryFn: ({ pageParam, signal }) =>
      api.call(searchUsers, { query: { ...query, limit: usersPerPage, ...(pageParam === null ? {} : { after: pageParam }) } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

export function useDirectoryNames() {
  const api = useApi()
  return useQuery({
    queryKey: ['it', 'directories'],
    queryFn: ({ signal }) => api.call(listDirectories, {}, signal).then(({ directories }) => directories),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Names of directory groups that begin so; the whole name that was chosen before offers its neighbours too. */
export function useGroupNames(search: string) {
  const api = useApi()
  return useQuery<string[]>({
    queryKey: ['it', 'groups', search],
    queryFn: ({ signal }) => api.call(listGroups, { query: { search: search.slice(0, 256) } }, signal).then(({ groups }) => groups),
    placeholderData: keepPreviousData,
  })
}
