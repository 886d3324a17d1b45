// Tables `users` and `tokens` as a relying system asks about them: one indexed read, from an account or a serial to a token.
import { CompiledQuery, sql } from 'kysely'
import { createBatcher } from '../database/batcher.ts'
import type { Database, Db, SqliteFile } from '../database/database.ts'
import type { TokensTable, UsersTable } from '../database/schema.ts'
import { toUser, type User } from '../users/user.ts'
import { quotedTokenColumns, type TokenRow } from '../verification/token-row.ts'
import type { Account, Candidate } from './account.ts'

/** Who has a token that is not revoked, as it stood when it was read. */
export type Holder = Candidate & { token: TokenRow; isRegistered: boolean }

export type Owner = Holder & { user: User; token: TokensTable }

export async function listOwnersByAccount(db: Db, { text, name, form }: Account): Promise<Owner[]> {
  const query = selectOwners(db)
  const found =
    form === 'mail'
      ? query.where((is) => is.or([is('users.accountKey', 'in', [text, name]), is(sql`lower(${sql.ref('users.mail')})`, '=', text)]))
      : query.where('users.accountKey', '=', name)
  return readOwners(found)
}

type OwnersByName = (name: string) => Promise<Owner[]>

/** For plain names, thousands a second. On PostgreSQL, whatever is asked while an answer is on its way is one statement. */
export function createOwnersByName(database: Database): OwnersByName {
  if (database.engine === 'sqlite') {
    // The writing connection keeps its pages in memory over its own writes, the other one loses them by each. Within a transaction it
    // would see what is not committed.
    const [find, findAside] = [createOwnerReader(database.file), createOwnerReader(database.asideFile)]
    return async (name) => (database.file.inTransaction ? findAside : find)(name)
  }
  return createBatcher<string, Owner[]>({
    largestBatch: 200,
    run: async (names) => {
      const { rows } = await database.db.executeQuery<JoinedRow>(CompiledQuery.raw(ownersByName, [[...new Set(names)]]))
      const found = Map.groupBy(rows.map(splitRow), ({ accountKey }) => accountKey)
      return names.map((name) => found.get(name) ?? [])
    },
  })
}

function createOwnerReader(file: SqliteFile): (name: string) => Owner[] {
  const read = createReader<UsersTable, TokensTable>(file, { ofUsers: '*', ofTokens: '*' })
  return (name) => read(name).map(([user, token]) => toOwner(user, token))
}

/** On one connection of SQLite, within the turn: what verification needs to know, and no more. */
export function createHolderReader(file: SqliteFile): (name: string) => Holder[] {
  const ofUsers = '"id", "directory", "accountKey", "mail"'
  const read = createReader<Candidate, TokenRow>(file, { ofUsers, ofTokens: quotedTokenColumns })
  return (name) => read(name).map(([user, token]) => ({ ...user, token, isRegistered: isRegistered(token) }))
}

/** Two statements: joined in one, they take SQLite four times as long. */
function createReader<User extends { id: string }, Token>(file: SqliteFile, { ofUsers, ofTokens }: { ofUsers: string; ofTokens: string }) {
  const findUsers = file.prepare<[string], User>(`select ${ofUsers} from "users" where "accountKey" = ?`)
  const findToken = file.prepare<[string], Token>(`select ${ofTokens} from "tokens" where "userId" = ? and "state" != 'revoked'`)
  return (name: string): [User, Token][] => {
    const users = findUsers.all(name)
    // For a name that nobody goes by the second look is done too.
    if (users.length === 0) findToken.get('')
    return users.flatMap((user) => {
      const token = findToken.get(user.id)
      return token ? [[user, token] satisfies [User, Token]] : []
    })
  }
}

const ofUser = ['directory', 'directoryId', 'account', 'accountKey', 'displayName', 'mail', 'language'] as const

const ownersByName = `
  select "tokens".*, ${ofUser.map((column) => `"users"."${column}"`).join(', ')}
  from "users" inner join "tokens" on "tokens"."userId" = "users"."id" and "tokens"."state" != 'revoked'
  where "users"."accountKey" = any($1)`

export async function findOwnerBySerial(db: Db, serial: string): Promise<Owner | undefined> {
  // Whatever is no serial is looked up as the empty one: PostgreSQL takes no NUL, and the work is to be the same.
  const key = serial.trim().toUpperCase()
  const [owner] = await readOwners(selectOwners(db).where('tokens.serial', '=', /^[0-9A-F]{1,32}$/.test(key) ? key : ''))
  return owner
}

export async function findOwnerByUser(db: Db, userId: string): Promise<Owner | undefined> {
  const [owner] = await readOwners(selectOwners(db).where('users.id', '=', userId))
  return owner
}

function selectOwners(db: Db) {
  return db
    .selectFrom('users')
    .innerJoin('tokens', 'tokens.userId', 'users.id')
    .where('tokens.state', '!=', 'revoked')
    .selectAll('tokens')
    .select(ofUser.map((column) => `users.${column}` as const))
}

type OwnerQuery = ReturnType<typeof selectOwners>

async function readOwners(query: OwnerQuery): Promise<Owner[]> {
  return (await query.execute()).map(splitRow)
}

type UserRow = Pick<UsersTable, 'id' | (typeof ofUser)[number]>

function toOwner(user: UserRow, token: TokensTable): Owner {
  const { id, directory, accountKey, mail } = user
  return { id, directory, accountKey, mail, user: toUser(user), token, isRegistered: isRegistered(token) }
}

function isRegistered({ state }: Pick<TokensTable, 'state'>): boolean {
  return state !== 'initial' && state !== 'enrolling'
}

/** A row of both tables, whose `id` is the token's. */
type JoinedRow = TokensTable & Omit<UserRow, 'id'>

function splitRow(row: JoinedRow): Owner {
  return toOwner({ ...row, id: row.userId }, row)
}
