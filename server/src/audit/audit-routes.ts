// The trail over HTTP: GET /api/v1/activity for a user's own history, GET /api/v1/admin/audit for auditors.
import { listAudit } from '@motp/shared/protocol/admin'
import { listActivity } from '@motp/shared/protocol/tokens'
import type { Router } from '../http/router.ts'
import type { AuditService } from './audit-service.ts'

export function addAuditRoutes(router: Router, audit: AuditService): void {
  router.add(listActivity, ({ query, caller }) => audit.listActivity(caller.session.user.id, query))
  router.add(listAudit, async ({ query }) => ({ events: await audit.list(query) }))
}
