// The refusals as they are filtered by the address, page by page.
import { listRefusals, refusalKinds } from '@motp/shared/protocol/admin-refusals'
import type { Input } from '@motp/shared/protocol/endpoint'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

type RefusalQuery = Omit<Input<typeof listRefusals>['query'], 'before' | 'limit'>

export function readRefusalQuery({ user, address, client, kind }: Readonly<Record<string, string>>): RefusalQuery {
  const found = refusalKinds.find((one) => one === kind)
  return { ...(user && { user }), ...(address && { address }), ...(client && { client }), ...(found && { kind: found }) }
}

export function useRefusals(query: RefusalQuery) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['it', 'refusals', query],
    queryFn: ({ pageParam, signal }) =>
      api.call(listRefusals, { query: { ...query, ...(pageParam === null ? {} : { before: pageParam }) } }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap(({ refusals }) => refusals),
    placeholderData: keepPreviousData,
  })
}
