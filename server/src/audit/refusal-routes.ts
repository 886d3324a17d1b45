// GET /api/v1/admin/refusals: the part of the trail that the helpdesk asks most, and the only part that it may see whole.
import { listRefusals, refusalActions, refusalKinds } from '@motp/shared/protocol/admin-refusals'
import type { Router } from '../http/router.ts'
import type { AuditService } from './audit-service.ts'

export function addRefusalRoutes(router: Router, audit: Pick<AuditService, 'listActions'>): void {
  router.add(listRefusals, async ({ query: { kind, ...query } }) => {
    const { events, next } = await audit.listActions(
      kind ? refusalActions[kind] : refusalKinds.flatMap((one) => refusalActions[one]),
      query,
    )
    return { refusals: events, next }
  })
}
