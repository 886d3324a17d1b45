// The reports over the last days, and each as a file.
import { urlOf } from '@motp/shared/client/api-client'
import { exportReport, getReports, type ReportName } from '@motp/shared/protocol/admin-reports'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

export function useReports(days: number) {
  const api = useApi()
  return useQuery({
    queryKey: ['it', 'reports', days],
    queryFn: ({ signal }) => api.call(getReports, { query: { days } }, signal),
    placeholderData: keepPreviousData,
    // The groups of very many users are being counted.
    refetchInterval: ({ state }) => (state.data?.groups === null ? 3000 : false),
  })
}

export function reportUrl(report: ReportName, days: number): string {
  return urlOf(exportReport.path, { params: { report }, query: { days } })
}
