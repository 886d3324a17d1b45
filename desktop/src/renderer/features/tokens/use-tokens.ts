// The user's own tokens and what can be done with them.
import type { Endpoint, Input, Reply } from '@motp/shared/protocol/endpoint'
import { listTokens, resetToken, resumeToken, resyncToken, suspendToken } from '@motp/shared/protocol/tokens'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

/** Any feature that changes a token renews what stands under this key. */
const tokensKey = ['tokens'] as const

export function useTokens() {
  const api = useApi()
  return useQuery({ queryKey: tokensKey, queryFn: ({ signal }) => api.call(listTokens, {}, signal).then(({ tokens }) => tokens) })
}

export const useResetToken = () => useTokenAction(resetToken)
export const useSuspendToken = () => useTokenAction(suspendToken)
export const useResumeToken = () => useTokenAction(resumeToken)
export const useResyncToken = () => useTokenAction(resyncToken)

function useTokenAction<E extends Endpoint>(endpoint: E) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation<Reply<E>, Error, Input<E>>({
    mutationFn: (input) => api.call(endpoint, input),
    onSettled: () => queries.invalidateQueries({ queryKey: tokensKey }),
  })
}
