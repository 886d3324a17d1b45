// Bulk jobs as IT handles them: look, start, follow, cancel, take the results along. Gathering is bulk-gather-service.ts, carrying out
// bulk-run-service.ts.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BulkJob, BulkRow } from '@motp/shared/protocol/admin-bulk'
import { AppError } from '@motp/shared/protocol/app-error'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { type BulkStaff, describeJob } from './bulk.ts'
import * as store from './bulk-store.ts'

export type BulkService = ReturnType<typeof createBulkService>

export type BulkDeps = {
  database: Database
  ports: Pick<Ports, 'clock'>
  /** Begins to carry out a job that has just been started. */
  run(job: store.JobRow): void
  leaseMs: number
}

type Move = { from: store.JobRow['state'][]; changes: Partial<store.JobRow>; event: AuditAction }

const jobsShown = 50
const pageSize = 1000

export function createBulkService({ database, ports: { clock }, run, leaseMs }: BulkDeps) {
  const { db } = database

  const move = (id: string, { from, changes, event }: Move, { actor, address }: BulkStaff): Promise<store.JobRow> =>
    database.transact(async (tx) => {
      const job = await store.moveJob(tx, id, from, changes)
      if (!job) throw new AppError((await store.findJob(tx, id)) ? 'bulk-state-conflict' : 'not-found')
      await appendAudit(tx, { at: clock.now(), actor, address, action: event, detail: describeJob(job) })
      return job
    })

  const getJob = async (id: string): Promise<store.JobRow> => {
    const job = await store.findJob(db, id)
    if (!job) throw new AppError('not-found')
    return job
  }

  return {
    list: async (): Promise<BulkJob[]> => (await store.listJobs(db, jobsShown)).map(store.toJobView),
    get: async (id: string): Promise<BulkJob> => store.toJobView(await getJob(id)),

    /** Throws `not-found`, `bulk-state-conflict`: of two who start one job one does. */
    async start(id: string, staff: BulkStaff): Promise<BulkJob> {
      const now = clock.now()
      // Done in the name of who starts it, which need not be who prepared it.
      const changes = { state: 'running', startedAt: now, leaseUntil: now + leaseMs, actor: staff.actor, address: staff.address } as const
      const job = await move(id, { from: ['prepared'], changes, event: 'bulk.started' }, staff)
      run(job)
      return store.toJobView(job)
    },

    async cancel(id: string, staff: BulkStaff): Promise<BulkJob> {
      const changes = { state: 'cancelled', finishedAt: clock.now() } as const
      return store.toJobView(await move(id, { from: ['prepared', 'running'], changes, event: 'bulk.cancelled' }, staff))
    },

    async listRows(id: string, query: store.RowQuery): Promise<{ rows: BulkRow[]; next: number | null }> {
      await getJob(id)
      const rows = await store.listRows(db, id, { ...query, limit: query.limit + 1 })
      const shown = rows.slice(0, query.limit)
      return { rows: shown.map(store.toRowView), next: rows.length > query.limit ? (shown.at(-1)?.position ?? null) : null }
    },

    /** Page by page, as they are read. */
    async exportRows(id: string, which: store.RowQuery['which']): Promise<AsyncIterable<BulkRow[]>> {
      await getJob(id)
      return findRowPages((after) => store.listRows(db, id, { which, after, limit: pageSize }))
    },
  }
}

async function* findRowPages(list: (after: number) => Promise<store.ItemRow[]>): AsyncGenerator<BulkRow[]> {
  let after = 0
  for (;;) {
    const rows = await list(after)
    yield rows.map(store.toRowView)
    if (rows.length < pageSize) return
    after = rows.at(-1)?.position ?? after
    await nextTurn()
  }
}
