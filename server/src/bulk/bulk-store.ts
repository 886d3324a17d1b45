// Tables `bulkJobs` and `bulkRows`. Every change of state is a conditional write: of two that start, cancel or take over a job, one wins.
import type { BulkJob, BulkRow } from '@motp/shared/protocol/admin-bulk'
import type { Db, Tx } from '../database/database.ts'
import type { BulkJobsTable, BulkRowsTable } from '../database/desk-schema.ts'

export type JobRow = BulkJobsTable
export type ItemRow = BulkRowsTable

const rowsPerInsert = 500

export async function insertJob(db: Db, job: JobRow): Promise<void> {
  await db.insertInto('bulkJobs').values(job).execute()
}

/** Adds rows and counts them, those that have failed already among them. */
export async function insertRows(tx: Tx, jobId: string, rows: readonly Omit<ItemRow, 'jobId'>[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const part = rows.slice(start, start + rowsPerInsert)
    await tx
      .insertInto('bulkRows')
      .values(part.map((row) => ({ jobId, ...row })))
      .execute()
  }
  const failed = rows.filter(({ outcome }) => outcome !== 'waiting').length
  await tx
    .updateTable('bulkJobs')
    .set((job) => ({ total: job('total', '+', rows.length), failed: job('failed', '+', failed) }))
    .where('id', '=', jobId)
    .execute()
}

export async function findJob(db: Db, id: string): Promise<JobRow | undefined> {
  return db.selectFrom('bulkJobs').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listJobs(db: Db, limit: number): Promise<JobRow[]> {
  return db.selectFrom('bulkJobs').selectAll().orderBy('createdAt', 'desc').limit(limit).execute()
}

/** Undefined when the job was not in one of these states any more. */
export async function moveJob(db: Db, id: string, from: readonly JobRow['state'][], changes: Partial<JobRow>): Promise<JobRow | undefined> {
  return db.updateTable('bulkJobs').set(changes).where('id', '=', id).where('state', 'in', from).returningAll().executeTakeFirst()
}

/** A running job that nobody runs any more; the one who gets it holds it until `until`. */
export async function takeOverJob(db: Db, { now, until }: { now: number; until: number }): Promise<JobRow | undefined> {
  const due = await db
    .selectFrom('bulkJobs')
    .select('id')
    .where('state', '=', 'running')
    .where('leaseUntil', '<=', now)
    .limit(1)
    .executeTakeFirst()
  if (!due) return undefined
  return db
    .updateTable('bulkJobs')
    .set({ leaseUntil: until })
    .where('id', '=', due.id)
    .where('state', '=', 'running')
    .where('leaseUntil', '<=', now)
    .returningAll()
    .executeTakeFirst()
}

export async function listWaitingRows(db: Db, jobId: string, limit: number): Promise<ItemRow[]> {
  return db
    .selectFrom('bulkRows')
    .selectAll()
    .where('jobId', '=', jobId)
    .where('outcome', '=', 'waiting')
    .orderBy('position')
    .limit(limit)
    .execute()
}

/**
 * Writes a row's outcome and counts it, in the transaction of what was done to its account: a row is never done twice, nor done and not
 * written. False when the row has an outcome, or the job no longer runs.
 */
export async function settleRow(
  tx: Tx,
  row: ItemRow,
  { outcome, serial, until }: { outcome: string; serial: string | null; until: number },
): Promise<boolean> {
  const settled = await tx
    .updateTable('bulkRows')
    .set({ outcome, serial })
    .where('jobId', '=', row.jobId)
    .where('position', '=', row.position)
    .where('outcome', '=', 'waiting')
    .executeTakeFirst()
  if (settled.numUpdatedRows !== 1n) return false
  const column = outcome === 'done' ? 'done' : 'failed'
  const counted = await tx
    .updateTable('bulkJobs')
    .set((job) => ({ [column]: job(column, '+', 1), leaseUntil: until }))
    .where('id', '=', row.jobId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return counted.numUpdatedRows === 1n
}

export type RowQuery = { which: 'all' | 'failed'; after: number; limit: number }

export async function listRows(db: Db, jobId: string, { which, after, limit }: RowQuery): Promise<ItemRow[]> {
  let query = db.selectFrom('bulkRows').selectAll().where('jobId', '=', jobId).where('position', '>', after)
  if (which === 'failed') query = query.where('outcome', 'not in', ['waiting', 'done'])
  return query.orderBy('position').limit(limit).execute()
}

export function toJobView({ actor: _, address: __, leaseUntil: ___, ...job }: JobRow): BulkJob {
  return job
}

export function toRowView({ jobId: _, ...row }: ItemRow): BulkRow {
  return row
}

/** Nobody runs it from now on: the next node that looks may have it. */
export async function releaseJob(db: Db, id: string): Promise<void> {
  await db.updateTable('bulkJobs').set({ leaseUntil: 0 }).where('id', '=', id).where('state', '=', 'running').execute()
}

/** Jobs whose gathering was cut short by a restart. */
export async function abandonPreparing(db: Db, createdBefore: number, now: number): Promise<void> {
  await db
    .updateTable('bulkJobs')
    .set({ state: 'cancelled', finishedAt: now })
    .where('state', '=', 'preparing')
    .where('createdAt', '<', createdBefore)
    .execute()
}
