// The overview as server state, renewed while it is looked at.
import { getOverview, type Span } from '@motp/shared/protocol/admin-overview'
import type { Reply } from '@motp/shared/protocol/endpoint'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

export type Overview = Reply<typeof getOverview>

export function useOverview(span: Span) {
  const api = useApi()
  const offsetMinutes = -new Date().getTimezoneOffset()
  return useQuery({
    queryKey: ['it', 'overview', span],
    queryFn: ({ signal }) => api.call(getOverview, { query: { span, offsetMinutes } }, signal),
    placeholderData: keepPreviousData,
  })
}
