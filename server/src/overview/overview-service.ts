// The overview: counts made beforehand, the last changes, the health of what this server stands on.
import type { HealthItem, Span } from '@motp/shared/protocol/admin-overview'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import type { AuditService } from '../audit/audit-service.ts'
import type { CountService } from '../counts/count-service.ts'
import { listHourlyCounts } from '../counts/hourly-count-store.ts'
import { readTokenCounts } from '../counts/user-count-store.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { fillBars, firstHour } from './span.ts'

export type OverviewService = ReturnType<typeof createOverviewService>

export type OverviewDeps = {
  database: Database
  ports: Pick<Ports, 'clock'>
  audit: Pick<AuditService, 'listActions'>
  counts: Pick<CountService, 'catchUp'>
  readHealth(): Promise<HealthItem[]>
  countWaitingApprovals(): Promise<number>
}

const verifications = ['verification.accepted', 'verification.refused'] as const satisfies AuditAction[]
/** What changed something, by whoever. */
const changes = [
  ...(['token.registered', 'token.reset', 'token.suspended', 'token.resumed', 'token.unlocked', 'token.locked', 'token.extended'] as const),
  ...([
    'activation-code.issued',
    'policy.changed',
    'client.added',
    'client.rotated',
    'client.removed',
    'key.rotated',
    'seal.failed',
  ] as const),
  ...(['approval.requested', 'approval.granted', 'approval.declined', 'bulk.started'] as const),
] satisfies AuditAction[]
const changesShown = 8

export function createOverviewService({ database: { db }, ports, audit, counts, readHealth, countWaitingApprovals }: OverviewDeps) {
  return {
    async read({ span, offsetMinutes }: { span: Span; offsetMinutes: number }) {
      const now = ports.clock.now()
      const first = firstHour(span, now, offsetMinutes)
      const [recent, health, waitingApprovals] = await Promise.all([
        audit.listActions(changes, { limit: changesShown }),
        readHealth(),
        countWaitingApprovals(),
        counts.catchUp(),
      ])
      const bars = fillBars(span, first, await listHourlyCounts(db, first, verifications))
      return { counts: await readTokenCounts(db), verifications: bars, recent: recent.events, health, waitingApprovals, now }
    },
  }
}
