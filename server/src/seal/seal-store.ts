// The table of data keys, each wrapped by the key file. The current one seals; older ones still open what they sealed.
import type { Db, Tx } from '../database/database.ts'

export type WrappedKey = { id: string; wrappedKey: string; createdAt: number; isCurrent: number }

/** Ids are `k1`, `k2`, …; oldest first. */
export async function listDataKeys(db: Db): Promise<WrappedKey[]> {
  const keys = await db.selectFrom('dataKeys').selectAll().execute()
  return keys.toSorted((a, b) => keyNumber(a.id) - keyNumber(b.id))
}

export function nextKeyId(keys: readonly { id: string }[]): string {
  return `k${Math.max(0, ...keys.map((key) => keyNumber(key.id))) + 1}`
}

function keyNumber(id: string): number {
  return Number(id.slice(1))
}

/** The first key of a database; when two nodes start at once, one of them wins and both use its key. */
export async function addFirstDataKey(db: Db, key: Omit<WrappedKey, 'isCurrent'>): Promise<void> {
  await db
    .insertInto('dataKeys')
    .values({ ...key, isCurrent: 1 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** Makes `key` the current one. A second rotation at the same time meets the same id and fails whole. */
export async function replaceCurrentDataKey(tx: Tx, key: Omit<WrappedKey, 'isCurrent'>): Promise<void> {
  await tx.updateTable('dataKeys').set({ isCurrent: 0 }).where('isCurrent', '=', 1).execute()
  await tx
    .insertInto('dataKeys')
    .values({ ...key, isCurrent: 1 })
    .execute()
}

export async function deleteDataKey(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('dataKeys').where('id', '=', id).where('isCurrent', '=', 0).execute()
}

/** Replaces a wrapping; false when it has changed in between. */
export async function rewrapDataKey(tx: Tx, id: string, from: string, to: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('dataKeys')
    .set({ wrappedKey: to })
    .where('id', '=', id)
    .where('wrappedKey', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
