// Table `users`: people as last seen in their directory.
import type { AdminUser } from '@motp/shared/protocol/admin-users'
import { AppError } from '@motp/shared/protocol/app-error'
import type { Language } from '@motp/shared/protocol/language'
import type { Role } from '@motp/shared/protocol/session'
import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { keepQuery } from '../database/kept-query.ts'
import type { UsersTable } from '../database/schema.ts'
import { isMemberOfIt, toUser, type User } from './user.ts'

/** The identity that a directory vouches for; without roles when it was not asked for them, and they stay as they were. */
export type Identity = {
  directory: string
  directoryId: string
  account: string
  displayName: string
  mail: string | null
  roles?: readonly Role[] | undefined
}

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
  const { account, displayName, mail, roles } = identity
  const fresh = {
    account,
    accountKey: account.toLowerCase(),
    displayName,
    mail,
    language: seen.language,
    lastSignInAt: seen.at,
    ...(roles && { roles: JSON.stringify(roles) }),
  }
  const row = await db
    .insertInto('users')
    .values({ id: seen.id, directory: identity.directory, directoryId: identity.directoryId, createdAt: seen.at, ...fresh })
    .onConflict((conflict) => conflict.columns(['directory', 'directoryId']).doUpdateSet(fresh))
    .returningAll()
    .executeTakeFirstOrThrow()
  return toUser(row)
}

/** Somebody of whom the directory tells before they were ever here; whoever is known keeps language and last sign-in. */
export async function introduceUser(db: Db, identity: Identity, seen: { id: string; language: Language; at: number }): Promise<User> {
  const { account, displayName, mail, roles, directory, directoryId } = identity
  const said = { account, accountKey: account.toLowerCase(), displayName, mail, ...(roles && { roles: JSON.stringify(roles) }) }
  const row = await db
    .insertInto('users')
    .values({ id: seen.id, directory, directoryId, ...said, language: seen.language, createdAt: seen.at, lastSignInAt: null })
    .onConflict((conflict) => conflict.columns(['directory', 'directoryId']).doUpdateSet(said))
    .returningAll()
    .executeTakeFirstOrThrow()
  return toUser(row)
}

/** Account of the administrator behind `admin:<id>`; others go by what they are. */
export async function findActorName(db: Db, actor: string): Promise<string> {
  const id = actor.startsWith('admin:') ? actor.slice('admin:'.length) : ''
  return (await findUser(db, id))?.account ?? actor
}

/** Roles as last seen; empty for nobody. */
export async function findRoles(db: Db, id: string): Promise<Role[]> {
  const row = await db.selectFrom('users').select('roles').where('id', '=', id).executeTakeFirst()
  return row ? readRoles(row.roles) : []
}

/** `approve`: writes the second administrator's consent in the transaction of the act, so that both are done or neither; may throw. */
export type Approving = { actor: string; approve?: ((tx: Tx) => Promise<void>) | undefined }

/** Throws `approval-required` for a member of IT, unless a second administrator approves or the operator acts at the machine. */
export async function requireApproval(tx: Tx, userId: string, { actor, approve }: Approving): Promise<void> {
  if (approve) return approve(tx)
  if (actor === 'cli') return
  if (isMemberOfIt(await findRoles(tx, userId))) throw new AppError('approval-required')
}

const administratorsAtMost = 200

/** Whose roles, as last seen, have `admin`; without those of the ids in `except`. */
export async function listAdministrators(db: Db, except: readonly string[]): Promise<User[]> {
  const rows = await db
    .selectFrom('users')
    .selectAll()
    .where(sql<boolean>`${sql.ref('roles')} <> ${sql.lit('["user"]')}`)
    .where('roles', 'like', '%"admin"%')
    .where('id', 'not in', except)
    .orderBy('id')
    .limit(administratorsAtMost)
    .execute()
  return rows.map(toUser)
}

export function toAdminUser(row: Selectable<UsersTable>): AdminUser {
  const { id, account, displayName, directory, mail, lastSignInAt } = row
  return { id, account, displayName, directory, mail, lastSignInAt, roles: readRoles(row.roles) }
}

function readRoles(json: string): Role[] {
  return JSON.parse(json) as Role[]
}
