// Table `idempotencyKeys`: the answer to a request, kept in the transaction of its verdict.
import type { Db, Tx } from '../database/database.ts'
import type { IdempotencyKeysTable } from '../database/schema.ts'

export async function findReply(
  db: Db,
  { clientId, key }: { clientId: string; key: string },
  now: number,
): Promise<IdempotencyKeysTable | undefined> {
  return db
    .selectFrom('idempotencyKeys')
    .selectAll()
    .where('clientId', '=', clientId)
    .where('key', '=', key)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

/** False when the key holds an answer already. */
export async function keepReply(tx: Tx, row: IdempotencyKeysTable, now: number): Promise<boolean> {
  const { requestHash, reply, expiresAt } = row
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('idempotencyKeys')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['clientId', 'key']).doUpdateSet({ requestHash, reply, expiresAt }).where('idempotencyKeys.expiresAt', '<=', now),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function deleteOldReplies(db: Db, now: number): Promise<void> {
  await db.deleteFrom('idempotencyKeys').where('expiresAt', '<=', now).execute()
}
