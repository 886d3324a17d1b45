// Table `leaverChecks`: one row for each directory. Whoever runs a check holds it until its lease is over; every step is conditional on that.
import type { Db } from '../database/database.ts'
import type { LeaverChecksTable } from '../database/directory-schema.ts'

export type CheckRow = LeaverChecksTable

export async function listChecks(db: Db): Promise<CheckRow[]> {
  return db.selectFrom('leaverChecks').selectAll().execute()
}

/** Of two that begin, one gets the row. `isForced`: whether it is due or not. */
export async function takeCheck(
  db: Db,
  directory: string,
  { now, leaseUntil, isForced }: { now: number; leaseUntil: number; isForced: boolean },
): Promise<CheckRow | undefined> {
  const begun = { state: 'running', startedAt: now, leaseUntil, total: 0, asked: 0, fault: null } as const
  const nothing = { foundAt: null, users: 0, gone: 0, disabled: 0, goneUsable: 0 }
  return db
    .insertInto('leaverChecks')
    .values({ directory, ...begun, ...nothing, dueAt: now })
    .onConflict((conflict) =>
      conflict
        .column('directory')
        .doUpdateSet(begun)
        .where((row) => row.or([row('leaverChecks.state', '<>', 'running'), row('leaverChecks.leaseUntil', '<=', now)]))
        .where((row) => (isForced ? row.lit(true) : row('leaverChecks.dueAt', '<=', now))),
    )
    .returningAll()
    .executeTakeFirst()
}

/** False when the check is somebody else's by now. */
export async function moveCheck(db: Db, { directory, startedAt }: CheckRow, changes: Partial<CheckRow>): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('leaverChecks')
    .set(changes)
    .where('directory', '=', directory)
    .where('startedAt', '=', startedAt)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
