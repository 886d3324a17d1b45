// Table `users`: people as last seen in their directory.
import type { AdminUser } from '@motp/shared/protocol/admin'
import type { Language } from '@motp/shared/protocol/language'
import type { Selectable } from 'kysely'
import type { Db } from '../database/database.ts'
import { keepQuery } from '../database/kept-query.ts'
import type { UsersTable } from '../database/schema.ts'
import { toUser, type User } from './user.ts'

/** The identity that a directory vouches for. */
export type Identity = { directory: string; directoryId: string; account: string; displayName: string; mail: string | null }

export async function findUser(db: Db, id: string): Promise<User | undefined> {
  const [row] = (await findById(db, { id })).rows
  return row && toUser(row)
}

const findById = keepQuery((db, { id }: { id: string }) => db.selectFrom('users').selectAll().where('id', '=', id))

/** Users with this account in any directory; the caller decides by the order of the directories. */
export async function findUsersByAccount(db: Db, account: string): Promise<User[]> {
  const rows = await db.selectFrom('users').selectAll().where('accountKey', '=', account.toLowerCase()).execute()
  return rows.map(toUser)
}

/** Writes what the directory says now; the immutable id decides who it is, so a renamed account stays the same user. */
export async function saveUser(db: Db, identity: Identity, seen: { id: string; language: Language; at: number }): Promise<User> {
  const { account, displayName, mail } = identity
  const fresh = { account, accountKey: account.toLowerCase(), displayName, mail, language: seen.language, lastSignInAt: seen.at }
  const row = await db
    .insertInto('users')
    .values({ id: seen.id, directory: identity.directory, directoryId: identity.directoryId, createdAt: seen.at, ...fresh })
    .onConflict((conflict) => conflict.columns(['directory', 'directoryId']).doUpdateSet(fresh))
    .returningAll()
    .executeTakeFirstOrThrow()
  return toUser(row)
}

export function toAdminUser(row: Selectable<UsersTable>): AdminUser {
  const { id, account, displayName, directory, mail, lastSignInAt } = row
  return { id, account, displayName, directory, mail, lastSignInAt }
}
