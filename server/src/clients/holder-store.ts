// From a plain name to a token, thousands of times a second: of both tables no more than verification needs to know.
import type pg from 'pg'
import { createBatcher } from '../database/batcher.ts'
import type { Database, SqliteFile } from '../database/database.ts'
import type { TokensTable } from '../database/schema.ts'
import { quotedTokenColumns, type TokenRow, tokenColumns } from '../verification/token-row.ts'
import type { Candidate } from './account.ts'

/** Who has a token that is not revoked, as it stood when it was read. */
export type Holder = Candidate & { token: TokenRow; isRegistered: boolean }

export type HoldersByName = (name: string) => Promise<Holder[]>

/** On PostgreSQL, whatever is asked while an answer is on its way is one statement. */
export function createHoldersByName(database: Database): HoldersByName {
  if (database.engine === 'postgres') return createBatcher({ largestBatch: 200, run: (names) => readTogether(database.pool, names) })
  // A read of what is committed need not wait for the transaction in progress.
  const read = createHolderReader(database.asideFile)
  return async (name) => read(name)
}

export function isRegistered({ state }: Pick<TokensTable, 'state'>): boolean {
  return state !== 'initial' && state !== 'enrolling'
}

/** On one connection of SQLite, within the turn. Two statements: joined in one, they take SQLite four times as long. */
export function createHolderReader(file: SqliteFile): (name: string) => Holder[] {
  const findUsers = file.prepare<[string], Candidate>('select "id", "directory", "accountKey", "mail" from "users" where "accountKey" = ?')
  const findToken = file.prepare<[string], TokenRow>(
    `select ${quotedTokenColumns} from "tokens" where "userId" = ? and "state" != 'revoked'`,
  )
  return (name) => {
    const users = findUsers.all(name)
    // For a name that nobody goes by the second look is done too.
    if (users.length === 0) findToken.get('')
    return users.flatMap((user) => {
      const token = findToken.get(user.id)
      return token ? [{ ...user, token, isRegistered: isRegistered(token) }] : []
    })
  }
}

const text = `
  select ${tokenColumns.map((column) => `"tokens"."${column}"`).join(', ')}, "users"."directory", "users"."accountKey", "users"."mail"
  from "users" inner join "tokens" on "tokens"."userId" = "users"."id" and "tokens"."state" != 'revoked'
  where "users"."accountKey" = any($1)`

async function readTogether(pool: pg.Pool, names: readonly string[]): Promise<Holder[][]> {
  const values = [[...new Set(names)]]
  const { rows } = await pool.query<TokenRow & Omit<Candidate, 'id'>>({ name: 'read-holders', text, values })
  const holders = rows.map(({ directory, accountKey, mail, ...token }) => {
    return { id: token.userId, directory, accountKey, mail, token, isRegistered: isRegistered(token) }
  })
  const found = Map.groupBy(holders, ({ accountKey }) => accountKey)
  return names.map((name) => found.get(name) ?? [])
}
