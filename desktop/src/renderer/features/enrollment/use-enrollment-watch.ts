// Follows a registration as the phone moves it on: by server-sent events, by asking every two seconds when those fail.
import { urlOf } from '@motp/shared/client/api-client'
import { type EnrollmentView, enrollmentViewSchema, getEnrollment, watchEnrollment } from '@motp/shared/protocol/enrollments'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useApi } from '../../ui/api-context.ts'

const pollingMs = 2_000

/** The latest view; undefined until the first one. */
export function useEnrollmentWatch(enrollmentId: string | undefined): EnrollmentView | undefined {
  const api = useApi()
  const queries = useQueryClient()
  const [failedFor, setFailedFor] = useState<string>()
  const isPolling = enrollmentId !== undefined && failedFor === enrollmentId

  useEffect(() => {
    if (enrollmentId === undefined) return
    const events = new EventSource(urlOf(watchEnrollment.path, { params: { enrollmentId } }))
    events.onmessage = ({ data }) => {
      const view = enrollmentViewSchema.safeParse(JSON.parse(String(data)))
      if (!view.success) return
      queries.setQueryData(keyOf(enrollmentId), view.data)
      if (isOver(view.data)) events.close()
    }
    events.onerror = () => {
      events.close()
      setFailedFor(enrollmentId)
    }
    return () => events.close()
  }, [enrollmentId, queries])

  const { data } = useQuery<EnrollmentView>({
    queryKey: keyOf(enrollmentId ?? ''),
    queryFn: ({ signal }) => api.call(getEnrollment, { params: { enrollmentId: enrollmentId ?? '' } }, signal),
    enabled: isPolling,
    staleTime: 0,
    refetchInterval: (query) => (query.state.data && isOver(query.state.data) ? false : pollingMs),
  })
  return data
}

const keyOf = (enrollmentId: string) => ['enrollment', enrollmentId] as const

function isOver({ state }: EnrollmentView): boolean {
  return state === 'active' || state === 'cancelled' || state === 'expired'
}
