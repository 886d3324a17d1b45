// The user's own sessions: list and end.
import { listSessions, revokeSession } from '@motp/shared/protocol/session'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

const sessionsKey = ['sessions'] as const

export function useSessions() {
  const api = useApi()
  return useQuery({ queryKey: sessionsKey, queryFn: ({ signal }) => api.call(listSessions, {}, signal).then(({ sessions }) => sessions) })
}

export function useRevokeSession() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (sessionId: string) => api.call(revokeSession, { params: { sessionId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  })
}
