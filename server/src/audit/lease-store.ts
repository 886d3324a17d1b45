// Table `leases`: of several nodes one does the work. It holds the lease while it works, and leaves behind when the work is due again.
import type { Db, Tx } from '../database/database.ts'
import type { LeasesTable } from '../database/retention-schema.ts'

type Lease = LeasesTable

const resting = ''

/** `isAsked`: somebody wants it done now, so that it does not matter whether it is due; who is at it goes on all the same. */
export async function takeLease(db: Db, lease: Lease, { now, isAsked }: { now: number; isAsked: boolean }): Promise<boolean> {
  const { name, holder, until } = lease
  const found = await db.selectFrom('leases').selectAll().where('name', '=', name).executeTakeFirst()
  if (!found) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('leases')
      .values(lease)
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  // Looked at first: nearly always it is not due, and nothing is written.
  if (found.until > now && !(isAsked && found.holder === resting)) return false
  const { numUpdatedRows } = await db
    .updateTable('leases')
    .set({ holder, until })
    .where('name', '=', name)
    .where('holder', '=', found.holder)
    .where('until', '=', found.until)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when somebody else has it by now. */
export async function renewLease(db: Db | Tx, { name, holder, until }: Lease): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('leases')
    .set({ until })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The work rests until `until`. */
export async function endLease(db: Db, { name, holder, until }: Lease): Promise<void> {
  await db.updateTable('leases').set({ holder: resting, until }).where('name', '=', name).where('holder', '=', holder).execute()
}
