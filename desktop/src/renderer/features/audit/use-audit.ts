// The trail as it is filtered by the address, page by page; its state; a check of the whole chain.
import { urlOf } from '@motp/shared/client/api-client'
import {
  type AuditCheck,
  type AuditFilterInput,
  auditProgressSchema,
  checkAudit,
  exportAudit,
  getAuditState,
  listAudit,
  listAuditSegments,
} from '@motp/shared/protocol/admin-audit'
import { listClients } from '@motp/shared/protocol/clients'
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { useApi } from '../../ui/api-context.ts'

export type AuditState = z.infer<typeof getAuditState.reply>

const stateKey = ['it', 'audit-state'] as const

export function useAuditPages(filter: AuditFilterInput) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['it', 'audit', filter],
    queryFn: ({ pageParam, signal }) =>
      api.call(listAudit, { query: { ...filter, ...(pageParam === null ? {} : { before: pageParam }) } }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

export function exportUrl(filter: AuditFilterInput, format: 'csv' | 'json'): string {
  return urlOf(exportAudit.path, { query: { ...filter, format } })
}

export function useAuditState() {
  const api = useApi()
  return useQuery({ queryKey: stateKey, queryFn: ({ signal }) => api.call(getAuditState, {}, signal) })
}

/** Sealed segments, asked for when somebody looks. */
export function useSegmentPages() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['it', 'audit-segments'],
    queryFn: ({ pageParam, signal }) =>
      api.call(listAuditSegments, { query: { limit: 20, ...(pageParam === null ? {} : { before: pageParam }) } }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  })
}

export function useClientNames() {
  const api = useApi()
  return useQuery({
    queryKey: ['it', 'clients'],
    queryFn: ({ signal }) => api.call(listClients, {}, signal).then(({ clients }) => clients),
  })
}

export type Progress = { checked: number; total: number }
export type ChainCheck = {
  progress: Progress | undefined
  result: AuditCheck | undefined
  hasFailed: boolean
  start: () => void
  stop: () => void
}

export function useChainCheck(): ChainCheck {
  const queries = useQueryClient()
  const [progress, setProgress] = useState<Progress>()
  const [result, setResult] = useState<AuditCheck>()
  const [hasFailed, setHasFailed] = useState(false)
  const source = useRef<EventSource>(undefined)

  function stop() {
    source.current?.close()
    setProgress(undefined)
  }
  useEffect(() => () => source.current?.close(), [])

  function start() {
    stop()
    setHasFailed(false)
    setProgress({ checked: 0, total: 0 })
    const events = new EventSource(checkAudit.path)
    source.current = events
    events.onmessage = ({ data }) => {
      const told = auditProgressSchema.safeParse(JSON.parse(String(data)))
      if (!told.success) return
      setProgress(told.data)
      if (!told.data.result) return
      setResult(told.data.result)
      stop()
      void queries.invalidateQueries({ queryKey: stateKey })
    }
    events.onerror = () => {
      stop()
      setHasFailed(true)
    }
  }
  return { progress, result, hasFailed, start, stop }
}
