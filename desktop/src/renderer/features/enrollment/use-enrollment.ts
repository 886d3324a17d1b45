// Registering a phone, seen from the console: start, watch, hand in the phone's digits, confirm, give up.
import {
  answerEnrollment,
  cancelEnrollment,
  confirmEnrollment,
  type StartedEnrollment,
  startEnrollment,
} from '@motp/shared/protocol/enrollments'
import type { EnrollmentMode } from '@motp/shared/protocol/tokens'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'
import type { Moment } from '../../ui/use-deadline.ts'

type Started<Mode extends EnrollmentMode> = Extract<StartedEnrollment, { mode: Mode }>

/**
 * Starts a registration when its page opens and hands out what the page shows. Kept as a query, not a mutation:
 * a second mount of the same page then shares the one request instead of starting (and so cancelling) twice.
 */
export function useStartedEnrollment<Mode extends EnrollmentMode>(tokenId: string, mode: Mode) {
  const api = useApi()
  const { data, error, isFetching, dataUpdatedAt, refetch } = useQuery({
    queryKey: ['enrollment-start', tokenId, mode],
    queryFn: () => api.call(startEnrollment, { params: { tokenId }, body: { mode } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const started = data && isOfMode(data, mode) ? data : undefined
  const deadline: Moment | undefined = started && { expiresAt: started.expiresAt, now: started.now, receivedAt: dataUpdatedAt }
  return { started, deadline, error, isStarting: isFetching, restart: () => void refetch() }
}

function isOfMode<Mode extends EnrollmentMode>(started: StartedEnrollment, mode: Mode): started is Started<Mode> {
  return started.mode === mode
}

export function useAnswerEnrollment(enrollmentId: string) {
  const api = useApi()
  return useMutation({
    mutationFn: (groups: string[]) => api.call(answerEnrollment, { params: { enrollmentId }, body: { groups } }),
  })
}

export function useConfirmEnrollment(enrollmentId: string) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (codes: { code: string; secondCode?: string }) => api.call(confirmEnrollment, { params: { enrollmentId }, body: codes }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  })
}

export function useCancelEnrollment() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (enrollmentId: string) => api.call(cancelEnrollment, { params: { enrollmentId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  })
}
