// The reports over the last days, and each as a file.
import { urlOf } from '@motp/shared/client/api-client'
import { exportReport, getReports, type ReportName } from '@motp/shared/protocol/admin-reports'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

const pollMs = 2000

export function useReports(days: number) {
  const api = useApi()
  return useQuery({
    queryKey: ['it', 'reports', days],
    queryFn: ({ signal }) => api.call(getReports, { query: { days } }, signal),
    placeholderData: keepPreviousData,
    // Before the first counting has ended, and while the groups of very many users are being counted.
    refetchInterval: ({ state: { data } }) => (data?.countedAt === null || data?.groups === null ? pollMs : false),
  })
}

export function reportUrl(report: ReportName, days: number): string {
  return urlOf(exportReport.path, { params: { report }, query: { days } })
}
