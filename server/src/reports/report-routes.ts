// /api/v1/admin/reports.
import { exportReport, getReports } from '@motp/shared/protocol/admin-reports'
import { csvStart, toCsv } from '../http/csv.ts'
import type { Router } from '../http/router.ts'
import type { ReportService } from './report-service.ts'

export function addReportRoutes(router: Router, reports: ReportService): void {
  router.add(getReports, ({ query }) => reports.read(query.days))
  router.addDownload(exportReport, async ({ params, query, caller: { session, address } }) => {
    const rows = await reports.export(params.report, query.days, { actor: `admin:${session.user.id}`, address })
    return { fileName: `${params.report}.csv`, type: 'text/csv', chunks: [csvStart + toCsv(rows)] }
  })
}
