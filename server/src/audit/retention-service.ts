// Retention: once a day, or when an operator asks, old events leave the database as sealed segments. Of several nodes one does it.
import type { Database, Tx } from '../database/database.ts'
import { findTimeOf } from './audit-search-store.ts'
import { endLease, renewLease, takeLease } from './lease-store.ts'
import { carryOutRetention, findRetainableEnd, type RetentionRunDeps } from './retention-run-service.ts'
import { type Cut, dayMs, eventsPerSegment, leastKeepDays, type Retained, RetentionError } from './segment.ts'
import { findLastSegment } from './segment-store.ts'

export type RetentionDeps = RetentionRunDeps & {
  /** null: all stay. */
  readKeepDays(): Promise<number | null>
  leaseMs?: number
}
export type RetentionPlan = Retained & { firstSequence: number; lastSequence: number; firstAt: number | null; lastAt: number | null }

const leaseName = 'audit-retention'
const retryMs = 3_600_000

export function createRetentionService(deps: RetentionDeps) {
  const { database, ports, readKeepDays } = deps
  const { clock, log } = ports
  let running: Promise<void> | undefined
  let isStopping = false

  const run = async (cut: Cut, actor: string, holder: string): Promise<Retained> => {
    const lease = createLeaseKeeper(deps, holder)
    const done = await carryOutRetention({ ...deps, lease, actor, mayGoOn: () => !isStopping }, cut).catch((error: unknown) => {
      if (!isStopping) throw error
      return { segments: 0, events: 0 }
    })
    // Stopped in the middle: whoever comes next goes on at once.
    await endLease(database.db, { name: leaseName, holder, until: isStopping ? 0 : clock.now() + dayMs })
    return done
  }

  return {
    /** What would leave now. */
    async plan({ before }: Cut): Promise<RetentionPlan> {
      const first = ((await findLastSegment(database.db))?.lastSequence ?? 0) + 1
      const last = await findRetainableEnd(deps, { before }, first)
      const events = Math.max(0, last - first + 1)
      const [firstAt, lastAt] = events === 0 ? [null, null] : await Promise.all([first, last].map((one) => findTimeOf(database.db, one)))
      const segments = Math.ceil(events / (deps.eventsPerSegment ?? eventsPerSegment))
      return { segments, events, firstSequence: first, lastSequence: last, firstAt: firstAt ?? null, lastAt: lastAt ?? null }
    },

    /** Now, whether it is due or not; throws RetentionError when another node is at it. */
    async retain(cut: Cut, actor: string): Promise<Retained> {
      if (cut.before > clock.now() - leastKeepDays * dayMs) throw new RetentionError(`the last ${leastKeepDays} days stay in the database`)
      const holder = ports.random.id()
      const lease = { name: leaseName, holder, until: clock.now() + leaseMsOf(deps) }
      const isMine = await takeLease(database.db, lease, { now: clock.now(), isAsked: true })
      if (!isMine) throw new RetentionError('another server is sealing events now: try again later')
      try {
        return await run(cut, actor, holder)
      } catch (error) {
        await endLease(database.db, { ...lease, until: 0 })
        throw error
      }
    },

    /** Called now and then: once a day, if the policy says so, one node of all seals what has become old. */
    async resumeDue(): Promise<void> {
      if (running || isStopping) return
      const keepDays = await readKeepDays()
      if (keepDays === null) return
      const now = clock.now()
      const holder = ports.random.id()
      const lease = { name: leaseName, holder, until: now + leaseMsOf(deps) }
      if (!(await takeLease(database.db, lease, { now, isAsked: false }))) return
      running = run({ before: now - keepDays * dayMs }, 'system', holder)
        .then(({ segments, events }) => log.info({ segments, events }, 'old events of the audit trail are sealed'))
        .catch(async (error: unknown) => {
          log.error({ alarm: 'audit.retention-failed', err: error }, 'old events of the audit trail stay in the database')
          await endLease(database.db, { ...lease, until: clock.now() + retryMs })
        })
        .catch((error: unknown) => log.error({ err: error }, 'the lease of retention was not given back'))
        .finally(() => {
          running = undefined
        })
    },

    /** Resolves when nothing runs here. */
    async settled(): Promise<void> {
      await running
    },

    async stop(): Promise<void> {
      isStopping = true
      await running
    },
  }
}

function createLeaseKeeper(deps: RetentionDeps, holder: string) {
  const { database, ports } = deps
  let renewedAt = ports.clock.now()
  const require = async (tx: Tx | Database['db']): Promise<void> => {
    const now = ports.clock.now()
    if (!(await renewLease(tx, { name: leaseName, holder, until: now + leaseMsOf(deps) })))
      throw new RetentionError('another server took over')
    renewedAt = now
  }
  return {
    require,
    renew: async () => {
      if (ports.clock.now() - renewedAt > leaseMsOf(deps) / 4) await require(database.db)
    },
  }
}

function leaseMsOf({ leaseMs = 60_000 }: RetentionDeps): number {
  return leaseMs
}
