// Table `callerCodes`: the code that a caller reads out of a mail. One per user; a new one takes the place of the one before.
import type { Db, Tx } from '../database/database.ts'

export async function saveCallerCode(tx: Tx, code: { userId: string; codeHash: string; expiresAt: number }): Promise<void> {
  const { userId, ...fresh } = { ...code, tries: 0 }
  await tx
    .insertInto('callerCodes')
    .values({ userId, ...fresh })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet(fresh))
    .execute()
}

/** Counts a try and answers the hash to compare with; undefined when there is no code, it is too old or its tries are used up. */
export async function takeCallerCodeTry(db: Db, userId: string, rule: { now: number; maxTries: number }): Promise<string | undefined> {
  const row = await db
    .updateTable('callerCodes')
    .set((is) => ({ tries: is('tries', '+', 1) }))
    .where('userId', '=', userId)
    .where('expiresAt', '>', rule.now)
    .where('tries', '<', rule.maxTries)
    .returning('codeHash')
    .executeTakeFirst()
  return row?.codeHash
}

/** True when this call used it up: a code proves once. */
export async function deleteCallerCode(db: Db, userId: string, codeHash: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('callerCodes')
    .where('userId', '=', userId)
    .where('codeHash', '=', codeHash)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function deleteOldCallerCodes(db: Db, now: number): Promise<void> {
  await db.deleteFrom('callerCodes').where('expiresAt', '<=', now).execute()
}
