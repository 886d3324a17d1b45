// Tables `users` and `tokens` as a relying system asks about them in any way: from an account, a serial or a user to a token and its owner.
import { sql } from 'kysely'
import type { Db } from '../database/database.ts'
import type { TokensTable, UsersTable } from '../database/schema.ts'
import { toUser, type User } from '../users/user.ts'
import type { Account } from './account.ts'
import { type Holder, isRegistered } from './holder-store.ts'

/** A holder, and all of the user. */
export type Owner = Holder & { user: User }

export async function listOwnersByAccount(db: Db, { text, name, form }: Account): Promise<Owner[]> {
  const query = selectOwners(db)
  const found =
    form === 'mail'
      ? query.where((is) => is.or([is('users.accountKey', 'in', [text, name]), is(sql`lower(${sql.ref('users.mail')})`, '=', text)]))
      : query.where('users.accountKey', '=', name)
  return readOwners(found)
}

const ofUser = ['directory', 'directoryId', 'account', 'accountKey', 'displayName', 'mail', 'language'] as const

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

/** A row of both tables, whose `id` is the token's. */
type JoinedRow = TokensTable & Omit<UserRow, 'id'>

function splitRow(row: JoinedRow): Owner {
  return toOwner({ ...row, id: row.userId }, row)
}
