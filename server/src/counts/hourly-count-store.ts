// Tables `hourlyCounts`, events of the audit trail by hour and action, and `hourlyActs`, what IT did and who was locked out, by hour: added
// up in steps behind the trail's end. A verification does no more than it did before; who asks for a month reads a few thousand rows.
import { sql } from 'kysely'
import type { Database, Db } from '../database/database.ts'
import { hourMs } from './hour.ts'
import { addActs } from './hourly-act-store.ts'

const cursorName = 'hourly-counts'
/** Events of one step: a few milliseconds. */
const eventsPerStep = 2000

/** Counts the next events; how many there were. The cursor is moved by a conditional write: of two nodes at once, one counts. */
export async function countStep(database: Database, now: number): Promise<number> {
  return database.transact(async (tx) => {
    const row = await tx.selectFrom('summaries').select('value').where('name', '=', cursorName).executeTakeFirst()
    const from = Number(row?.value ?? 0)
    // The head moves with its events: whatever stands below it is there to be counted.
    const head = await tx.selectFrom('auditHead').select('sequence').executeTakeFirst()
    const to = Math.min(head?.sequence ?? 0, from + eventsPerStep)
    if (to <= from) return 0
    if (!(await moveCursor(tx, { from, to, isFirst: !row, now }))) return 0
    const counts = await tx
      .selectFrom('auditEvents')
      .select([sql<number>`${sql.ref('at')} / ${sql.lit(hourMs)}`.as('hour'), 'action'])
      .select((is) => is.fn.countAll<number>().as('count'))
      .where('sequence', '>', from)
      .where('sequence', '<=', to)
      .groupBy(['hour', 'action'])
      .execute()
    for (const { hour, action, count } of counts) await addCount(tx, { hour: Number(hour), action, count: Number(count) })
    await addActs(tx, { from, to })
    return to - from
  })
}

/** Number of the last event that is counted. */
export async function readCountedEnd(db: Db): Promise<number> {
  const row = await db.selectFrom('summaries').select('value').where('name', '=', cursorName).executeTakeFirst()
  return row ? Number(row.value) : 0
}

async function moveCursor(
  tx: Db,
  { from, to, isFirst, now }: { from: number; to: number; isFirst: boolean; now: number },
): Promise<boolean> {
  if (isFirst) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('summaries')
      .values({ name: cursorName, value: String(to), at: now })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await tx
    .updateTable('summaries')
    .set({ value: String(to), at: now })
    .where('name', '=', cursorName)
    .where('value', '=', String(from))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function addCount(tx: Db, { hour, action, count }: { hour: number; action: string; count: number }): Promise<void> {
  await tx
    .insertInto('hourlyCounts')
    .values({ hour, action, count })
    .onConflict((conflict) =>
      conflict.columns(['hour', 'action']).doUpdateSet({ count: sql<number>`${sql.ref('hourlyCounts.count')} + ${count}` }),
    )
    .execute()
}

export type HourlyCount = { hour: number; action: string; count: number }

/** Of some actions, from an hour on. */
export async function listHourlyCounts(db: Db, fromHour: number, actions: readonly string[]): Promise<HourlyCount[]> {
  return db.selectFrom('hourlyCounts').selectAll().where('hour', '>=', fromHour).where('action', 'in', actions).execute()
}
