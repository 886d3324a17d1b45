// The trail over HTTP: a user's own history, and all of it for auditors.
import { listAudit } from '@motp/shared/protocol/admin'
import { listActivity } from '@motp/shared/protocol/tokens'
import type { Database } from '../database/database.ts'
import type { Router } from '../http/router.ts'
import { listActivityOf, listAudit as listEvents } from './audit-store.ts'

export function addAuditRoutes(router: Router, { db }: Pick<Database, 'db'>): void {
  router.add(listActivity, async ({ query, caller }) => {
    const events = await listActivityOf(db, caller.session.user.id, query)
    return { events, next: events.length < query.limit ? null : (events.at(-1)?.id ?? null) }
  })
  router.add(listAudit, async ({ query }) => ({ events: await listEvents(db, query) }))
}
