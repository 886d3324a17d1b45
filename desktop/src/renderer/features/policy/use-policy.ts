// The policy: read, changed, tried on a user.
import { getPolicy, type PolicyView, setPolicy, simulatePolicy } from '@motp/shared/protocol/admin-policy'
import type { Input } from '@motp/shared/protocol/endpoint'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'
import { changesOf, type PolicyDraft } from './policy-draft.ts'

const policyKey = ['it', 'policy'] as const

export function usePolicy() {
  const api = useApi()
  // What is edited must not change under the hand: the revision tells when somebody else was faster.
  return useQuery({ queryKey: policyKey, queryFn: ({ signal }) => api.call(getPolicy, {}, signal), refetchOnWindowFocus: false })
}

export function useSetPolicy() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Input<typeof setPolicy>['body']) => api.call(setPolicy, { body }),
    onSuccess: (policy) => {
      queries.setQueryData(policyKey, policy)
      void queries.invalidateQueries({ queryKey: [...policyKey, 'simulation'] })
    },
  })
}

/** What applies to `account` now and, with a draft, what would. */
export function useSimulation(account: string, draft: PolicyDraft | undefined, presets: PolicyView['presets']) {
  const api = useApi()
  const run = (query: { preset?: PolicyDraft['preset']; values?: string }) => ({
    queryKey: [...policyKey, 'simulation', account, query],
    queryFn: ({ signal }: { signal: AbortSignal }) => api.call(simulatePolicy, { query: { account, ...query } }, signal),
    retry: false,
    enabled: account !== '',
  })
  const now = useQuery(run({}))
  const drafted = draft ? { preset: draft.preset, values: JSON.stringify(changesOf(draft, presets)) } : undefined
  const after = useQuery({ ...run(drafted ?? {}), enabled: account !== '' && drafted !== undefined })
  return { now, after: drafted ? after : undefined }
}
