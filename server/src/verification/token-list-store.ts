// Table `tokens`, those that codes may be shown of, in the order of their ids. PostgreSQL; on SQLite the holders are read with their names
// (clients/holder-cache-store.ts).
import type { Db } from '../database/database.ts'
import { type NextTokens, tokenColumns } from './token-row.ts'

const tokensAtOnce = 100

/** Called again with the last one's id. Undefined after the last, or when `most` have been listed. */
export function createTokenList(db: Db, most: number) {
  let listed = 0
  return async (last: string): Promise<ReturnType<NextTokens>> => {
    const tokens = await db
      .selectFrom('tokens')
      .select(tokenColumns)
      .where('id', '>', last)
      .where('state', '=', 'active')
      .orderBy('id')
      .limit(Math.min(tokensAtOnce, most - listed))
      .execute()
    listed += tokens.length
    const end = tokens.at(-1)
    return end && { last: end.id, tokens }
  }
}
