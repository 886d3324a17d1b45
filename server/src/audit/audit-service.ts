// Reading the trail: by the person it is about, and by auditors.
import type { AuditEventView } from '@motp/shared/protocol/admin'
import type { ActivityEvent } from '@motp/shared/protocol/tokens'
import type { Database } from '../database/database.ts'
import { listActivityOf, listAudit, type Page } from './audit-store.ts'

export type AuditService = ReturnType<typeof createAuditService>

export function createAuditService({ db }: Pick<Database, 'db'>) {
  return {
    /** `next`: what to pass as `before` for older events; null at the beginning of the history. */
    async listActivity(userId: string, page: Page): Promise<{ events: ActivityEvent[]; next: string | null }> {
      const events = await listActivityOf(db, userId, { ...page, limit: page.limit + 1 })
      const shown = events.slice(0, page.limit)
      return { events: shown, next: events.length > page.limit ? (shown.at(-1)?.id ?? null) : null }
    },

    list: (page: Page): Promise<AuditEventView[]> => listAudit(db, page),
  }
}
