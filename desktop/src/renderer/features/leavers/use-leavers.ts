// Leavers as server state: the checks of the directories, the list, and the job that suspends.
import * as contract from '@motp/shared/protocol/admin-leavers'
import type { Input, Reply } from '@motp/shared/protocol/endpoint'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApi } from '../../ui/api-context.ts'

const leaversKey = ['it', 'leavers'] as const
const checksKey = [...leaversKey, 'checks'] as const
const pollMs = 1000
const leaversPerPage = 50

export type LeaverChecks = Reply<typeof contract.getLeaverChecks>
export type LeaverFilter = Pick<Input<typeof contract.listLeavers>['query'], 'directory' | 'kind' | 'tokens'>
export type Suspension = Input<typeof contract.suspendLeavers>['body']

/** What the address says of the filter; what it says wrongly is left out. */
export function readLeaverFilter({ directory, kind, tokens }: Readonly<Record<string, string>>): LeaverFilter {
  const knownKind = contract.leaverKinds.find((one) => one === kind)
  return {
    ...(directory && { directory: directory.slice(0, 100) }),
    ...(knownKind && { kind: knownKind }),
    ...(tokens === 'any' && { tokens }),
  }
}

export function useLeaverChecks() {
  const api = useApi()
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: checksKey,
    queryFn: ({ signal }) => api.call(contract.getLeaverChecks, {}, signal),
    refetchInterval: ({ state }) => (isRunning(state.data) ? pollMs : false),
  })
  const isChecking = isRunning(query.data)
  // What a check has found is in the list when it is over.
  useEffect(() => {
    if (!isChecking) void queries.invalidateQueries({ queryKey: [...leaversKey, 'list'] })
  }, [isChecking, queries])
  return { ...query, isChecking }
}

function isRunning(data: LeaverChecks | undefined): boolean {
  return data?.checks.some(({ state }) => state === 'running') ?? false
}

export function useStartChecks() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => api.call(contract.startLeaverChecks, {}),
    onSuccess: (data) => {
      queries.setQueryData(checksKey, data)
      void queries.invalidateQueries({ queryKey: leaversKey })
    },
  })
}

export function useLeavers(filter: LeaverFilter) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...leaversKey, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        contract.listLeavers,
        { query: { ...filter, limit: leaversPerPage, ...(pageParam === null ? {} : { after: pageParam }) } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

export function usePrepareSuspension() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Suspension) => api.call(contract.suspendLeavers, { body }).then(({ job }) => job),
    // Who is back has left the list.
    onSettled: () => queries.invalidateQueries({ queryKey: leaversKey }),
  })
}
