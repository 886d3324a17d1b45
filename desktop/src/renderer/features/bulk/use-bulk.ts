// Bulk jobs: list, gather, follow while they run, start, cancel, rows.
import { urlOf } from '@motp/shared/client/api-client'
import {
  type BulkJob,
  cancelBulk,
  chooseBulk,
  downloadBulkRows,
  exportUsers,
  getBulk,
  importBulk,
  listBulk,
  listBulkRows,
  prepareBulk,
  startBulk,
} from '@motp/shared/protocol/admin-bulk'
import { listDirectories, listGroups } from '@motp/shared/protocol/admin-users'
import type { Input } from '@motp/shared/protocol/endpoint'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

const jobsKey = ['it', 'bulk'] as const
const pollMs = 1000

export type BulkFilter = NonNullable<Input<typeof prepareBulk>['body']['filter']>
export type BulkWish = Pick<BulkJob, 'action' | 'reason'>

export function useBulkJobs() {
  const api = useApi()
  return useQuery({ queryKey: jobsKey, queryFn: ({ signal }) => api.call(listBulk, {}, signal).then(({ jobs }) => jobs) })
}

export function useBulkJob(jobId: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...jobsKey, jobId],
    queryFn: ({ signal }) => api.call(getBulk, { params: { jobId } }, signal).then(({ job }) => job),
    refetchInterval: ({ state }) => (state.data?.state === 'running' || state.data?.state === 'preparing' ? pollMs : false),
  })
}

/** Out of a filter, of users chosen one by one, or of a file. */
export function useGatherBulk() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ wish, from }: { wish: BulkWish; from: BulkFilter | readonly string[] | File }) => {
      if (from instanceof File) return api.call(importBulk, { query: wish, file: from })
      return isList(from)
        ? api.call(chooseBulk, { body: { ...wish, userIds: [...from] } })
        : api.call(prepareBulk, { body: { ...wish, filter: from } })
    },
    onSuccess: ({ job }) => {
      queries.setQueryData([...jobsKey, job.id], job)
      void queries.invalidateQueries({ queryKey: jobsKey, exact: true })
    },
  })
}

/** `Array.isArray` does not tell a list that may only be read. */
function isList(from: BulkFilter | readonly string[]): from is readonly string[] {
  return Array.isArray(from)
}

export function useMoveBulk(jobId: string) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (step: 'start' | 'cancel') => api.call(step === 'start' ? startBulk : cancelBulk, { params: { jobId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: jobsKey }),
  })
}

export function useBulkRows(job: BulkJob, which: 'all' | 'failed') {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...jobsKey, job.id, 'rows', which, job.state],
    queryFn: ({ pageParam, signal }) => api.call(listBulkRows, { params: { jobId: job.id }, query: { which, after: pageParam } }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
    refetchInterval: job.state === 'running' ? pollMs * 2 : false,
  })
}

export function useDirectoryNames() {
  const api = useApi()
  return useQuery({
    queryKey: ['it', 'directories'],
    queryFn: ({ signal }) => api.call(listDirectories, {}, signal).then(({ directories }) => directories),
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

export function resultsUrl(jobId: string, which: 'all' | 'failed'): string {
  return urlOf(downloadBulkRows.path, { params: { jobId }, query: { which } })
}

export function usersExportUrl(filter: BulkFilter, format: 'csv' | 'json'): string {
  return urlOf(exportUsers.path, { query: { ...filter, format } })
}
