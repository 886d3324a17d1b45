// GET /api/v1/admin/overview.
import { getOverview } from '@motp/shared/protocol/admin-overview'
import type { Router } from '../http/router.ts'
import type { OverviewService } from './overview-service.ts'

export function addOverviewRoutes(router: Router, overview: OverviewService): void {
  router.add(getOverview, ({ query }) => overview.read(query))
}
