// Tokens as IT looks them up on the command line: with their owners, by serial.
import type { Db } from '../database/database.ts'
import type { TokenRow } from './token.ts'

export type OwnedToken = { token: TokenRow; account: string; directory: string }

/** Newest first; `account` narrows to one account name in any directory. */
export async function listOwnedTokens(db: Db, { account, limit }: { account?: string | undefined; limit: number }): Promise<OwnedToken[]> {
  let query = db.selectFrom('tokens').innerJoin('users', 'users.id', 'tokens.userId').selectAll('tokens').select(['account', 'directory'])
  if (account !== undefined) query = query.where('accountKey', '=', account.toLowerCase())
  const rows = await query.orderBy('tokens.createdAt', 'desc').orderBy('tokens.id').limit(limit).execute()
  return rows.map(({ account, directory, ...token }) => ({ token, account, directory }))
}

/** Serials are unique, those of revoked tokens included. */
export async function findTokenBySerial(db: Db, serial: string): Promise<TokenRow | undefined> {
  return db.selectFrom('tokens').selectAll().where('serial', '=', serial.toUpperCase()).executeTakeFirst()
}
