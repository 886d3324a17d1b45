// The overview: counts made beforehand, the last changes, the health of what this server stands on.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { HealthItem, Span, TokenCounts } from '@motp/shared/protocol/admin-overview'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import type { AuditService } from '../audit/audit-service.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { countStep, listHourlyCounts } from './hourly-count-store.ts'
import { fillBars, firstHour } from './span.ts'
import { countTokens, readTokenCounts, saveTokenCounts } from './token-count-store.ts'

export type OverviewService = ReturnType<typeof createOverviewService>

export type OverviewDeps = {
  database: Database
  ports: Pick<Ports, 'clock' | 'log'>
  audit: Pick<AuditService, 'listActions'>
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

/** Counting may take a twentieth of the time: at once on a small site, every minute or so on a large one. */
const restPerWork = 20
const stepsPerSweep = 200

export function createOverviewService({ database, ports, audit, readHealth, countWaitingApprovals }: OverviewDeps) {
  const { clock, log } = ports
  let counting: Promise<void> | undefined
  let restsUntil = 0

  const count = async (): Promise<void> => {
    const begun = clock.now()
    await saveTokenCounts(database.db, await countTokens(database.db, begun, () => nextTurn()))
    const tookMs = clock.now() - begun
    restsUntil = clock.now() + tookMs * restPerWork
  }

  /** At most one counting at a time, and none while it rests. */
  const refresh = (): Promise<void> => {
    if (clock.now() < restsUntil) return Promise.resolve()
    counting ??= count()
      .catch((error: unknown) => log.error({ err: error }, 'tokens were not counted'))
      .finally(() => {
        counting = undefined
      })
    return counting
  }

  const addUp = async (): Promise<void> => {
    for (let step = 0; step < stepsPerSweep; step++) {
      if ((await countStep(database, clock.now())) === 0) return
      await nextTurn()
    }
  }

  /** A small site is counted within a blink, so it is waited for; a large one shows what was counted last. */
  const readCounts = async (): Promise<TokenCounts | null> => {
    await Promise.race([refresh(), clockOut()])
    return readTokenCounts(database.db)
  }

  return {
    /** Called now and then. */
    async sweep(): Promise<void> {
      await addUp()
      await refresh()
    },

    async read({ span, offsetMinutes }: { span: Span; offsetMinutes: number }) {
      const now = clock.now()
      const first = firstHour(span, now, offsetMinutes)
      const [counts, , recent, health, waitingApprovals] = await Promise.all([
        readCounts(),
        Promise.race([addUp(), clockOut()]),
        audit.listActions(changes, { limit: changesShown }),
        readHealth(),
        countWaitingApprovals(),
      ])
      const bars = fillBars(span, first, await listHourlyCounts(database.db, first, verifications))
      return { counts, verifications: bars, recent: recent.events, health, waitingApprovals, now }
    },
  }
}

const patienceMs = 150

function clockOut(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs).unref()
  })
}
