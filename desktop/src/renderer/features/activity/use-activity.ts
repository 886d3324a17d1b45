// The user's own history, page by page, newest first.
import { listActivity } from '@motp/shared/protocol/tokens'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

export function useActivity() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['activity'],
    queryFn: ({ pageParam, signal }) => api.call(listActivity, { query: pageParam ? { before: pageParam } : {} }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap(({ events }) => events),
  })
}
