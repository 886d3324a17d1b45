// Table `challenges`. The state itself is kept nowhere, only its SHA-256: it has 192 random bits.
import { createHash } from 'node:crypto'
import type { Db, Tx } from '../database/database.ts'
import type { ChallengesTable } from '../database/schema.ts'

function hashState(state: string): string {
  return createHash('sha256').update(state).digest('base64url')
}

export async function insertChallenge(tx: Tx, state: string, challenge: Omit<ChallengesTable, 'stateHash' | 'usedAt'>): Promise<void> {
  await tx
    .insertInto('challenges')
    .values({ ...challenge, stateHash: hashState(state), usedAt: null })
    .execute()
}

/** One that this client was given, not yet used and not over. */
export async function findChallenge(
  db: Db,
  state: string,
  { clientId, now }: { clientId: string; now: number },
): Promise<ChallengesTable | undefined> {
  return db
    .selectFrom('challenges')
    .selectAll()
    .where('stateHash', '=', hashState(state))
    .where('clientId', '=', clientId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

/** False when it was used already: of two codes that come at once, one takes it. */
export async function useChallenge(tx: Tx, state: string, at: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('challenges')
    .set({ usedAt: at })
    .where('stateHash', '=', hashState(state))
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteOldChallenges(db: Db, now: number): Promise<void> {
  await db.deleteFrom('challenges').where('expiresAt', '<=', now).execute()
}
