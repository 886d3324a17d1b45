// Table `activationCodes`: codes that IT hands to a user who may then register a phone. At most one per user is open.
import type { Db, Tx } from '../database/database.ts'
import type { ActivationCodesTable } from '../database/schema.ts'

export type ActivationCodeRow = ActivationCodesTable

/** Wrong ones after which a code is void. */
const triesPerCode = 5

export async function insertActivationCode(tx: Tx, code: Omit<ActivationCodeRow, 'tries' | 'usedAt'>): Promise<void> {
  await tx
    .insertInto('activationCodes')
    .values({ ...code, tries: 0, usedAt: null })
    .execute()
}

/** Earlier codes of the user that were not used are void from now on. */
export async function voidActivationCodes(tx: Tx, userId: string, now: number): Promise<void> {
  await tx
    .updateTable('activationCodes')
    .set({ sealedDigits: null, expiresAt: now })
    .where('userId', '=', userId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .execute()
}

export async function findActivationCode(db: Db, id: string): Promise<ActivationCodeRow | undefined> {
  return db.selectFrom('activationCodes').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findOpenActivationCode(db: Db, userId: string, now: number): Promise<ActivationCodeRow | undefined> {
  return db
    .selectFrom('activationCodes')
    .selectAll()
    .where('userId', '=', userId)
    .where('usedAt', 'is', null)
    .where('sealedDigits', 'is not', null)
    .where('expiresAt', '>', now)
    .where('tries', '<', triesPerCode)
    .orderBy('createdAt', 'desc')
    .executeTakeFirst()
}

/** Counts a try before the digits are compared; false when there are none left. */
export async function countActivationTry(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('activationCodes')
    .set((row) => ({ tries: row('tries', '+', 1) }))
    .where('id', '=', id)
    .where('tries', '<', triesPerCode)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A right code does not use its tries up. */
export async function clearActivationTries(db: Db, id: string): Promise<void> {
  await db.updateTable('activationCodes').set({ tries: 0 }).where('id', '=', id).where('usedAt', 'is', null).execute()
}

/** Spent by a registration, once; false when it was spent or void already. */
export async function useActivationCode(tx: Tx, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('activationCodes')
    .set({ usedAt: now, sealedDigits: null })
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .where('sealedDigits', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Erases the digits of codes that nobody used in time. */
export async function eraseDueActivationCodes(db: Db, now: number): Promise<void> {
  await db
    .updateTable('activationCodes')
    .set({ sealedDigits: null })
    .where('sealedDigits', 'is not', null)
    .where('expiresAt', '<=', now)
    .execute()
}
