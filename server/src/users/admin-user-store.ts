// Users as IT lists and searches them, each with the current token. Two ways, each bounded: few matches are found by an index and sorted;
// many are met soon by walking the users in order, a limited number of them for each page.
import { type AdminUser, countedUsers, type UserFilter } from '@motp/shared/protocol/admin-users'
import { type Expression, type Selectable, type SqlBool, sql } from 'kysely'
import type { Db } from '../database/database.ts'
import type { TokensTable, UsersTable } from '../database/schema.ts'
import { findFewIds, joined, listConditions } from './user-filter-store.ts'
import { type Cursor, rangeOfPrefix, stepOf } from './user-search.ts'
import { toAdminUser } from './user-store.ts'

export type FoundUser = { user: AdminUser; token: TokensTable | undefined; cursor: Cursor }
export type UserPage = { found: FoundUser[]; next: Cursor | null; total: number | null }
export type UserSearch = { filter: UserFilter; after: Cursor | undefined; limit: number; now: number }

/** Byte by byte on both engines; the name of the index's own collation. */
const ordered = (column: string) => sql<string>`${sql.ref(column)} collate "binary"`

export async function searchUsers(db: Db, search: UserSearch): Promise<UserPage> {
  if (search.filter.search !== '') return searchByText(db, search)
  const ids = await findFewIds(db, search)
  return ids ? pick(db, search, ids) : walk(db, search, null)
}

/** Users whose account or name, or a serial of whose tokens, begins so. */
async function searchByText(db: Db, search: UserSearch): Promise<UserPage> {
  const text = search.filter.search
  const begins = (expression: Expression<string>, start: string) => {
    const { from, below } = rangeOfPrefix(start)
    return sql<boolean>`(${expression} >= ${from} and ${expression} < ${below})`
  }
  const limit = countedUsers + 1
  const [byAccount, byName, bySerial] = await Promise.all([
    db
      .selectFrom('users')
      .select('id')
      .where(begins(ordered('accountKey'), text.toLowerCase()))
      .limit(limit)
      .execute(),
    db
      .selectFrom('users')
      .select('id')
      .where(begins(sql<string>`lower(${sql.ref('displayName')}) collate "binary"`, text.toLowerCase()))
      .limit(limit)
      .execute(),
    db
      .selectFrom('tokens')
      .select('userId as id')
      .where(begins(ordered('serial'), text.toUpperCase()))
      .limit(limit)
      .execute(),
  ])
  // So many begin alike that walking in the order of accounts meets some at once.
  if (byAccount.length > countedUsers) return walk(db, search, text.toLowerCase())
  const ids = [...new Set([...byAccount, ...byName, ...bySerial].map(({ id }) => id))]
  return pick(db, search, ids)
}

/** One page out of few users, who are sorted. */
async function pick(db: Db, search: UserSearch, ids: readonly string[]): Promise<UserPage> {
  const { limit, after } = search
  if (ids.length === 0) return { found: [], next: null, total: 0 }
  const keys = await inParts(ids, (part) =>
    joined(db)
      .select(['user.id', 'user.accountKey'])
      .where('user.id', 'in', part)
      .where((row) => row.and(listConditions(row, search)))
      .execute(),
  )
  const sorted = keys.toSorted((a, b) => compareBytes(a.accountKey, b.accountKey) || compareBytes(a.id, b.id))
  const start = after
    ? sorted.findIndex(
        (key) => compareBytes(key.accountKey, after.accountKey) > 0 || (key.accountKey === after.accountKey && key.id > after.id),
      )
    : 0
  const shown = start < 0 ? [] : sorted.slice(start, start + limit)
  const found = await listUsersById(
    db,
    shown.map(({ id }) => id),
  )
  const last = shown.at(-1)
  return { found, next: last && start + limit < sorted.length ? last : null, total: sorted.length }
}

/** One page in the order of accounts, out of a limited number of users. `prefix`: of the account, to stay within. */
async function walk(db: Db, search: UserSearch, prefix: string | null): Promise<UserPage> {
  const { limit, after } = search
  const end = await db
    .selectFrom('users as user')
    .select(['id', 'accountKey'])
    .where((row) => row.and(listBounds({ after, prefix })))
    .orderBy(ordered('user.accountKey'))
    .orderBy(ordered('user.id'))
    .offset(stepOf(search.filter) - 1)
    .limit(1)
    .executeTakeFirst()
  const rows = await joined(db)
    .select(['user.id', 'user.accountKey'])
    .where((row) => row.and([...listBounds({ after, prefix, end }), ...listConditions(row, search)]))
    .orderBy(ordered('user.accountKey'))
    .orderBy(ordered('user.id'))
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const found = await listUsersById(
    db,
    shown.map(({ id }) => id),
  )
  const last = shown.at(-1)
  const next = rows.length > limit && last ? last : (end ?? null)
  return { found, next: next && { id: next.id, accountKey: next.accountKey }, total: null }
}

type Bounds = { after: Cursor | undefined; end?: Cursor | undefined; prefix: string | null }

/** Behind `after`, up to `end`, and not outside the prefix. */
function listBounds({ after, end, prefix }: Bounds): Expression<SqlBool>[] {
  const [accountKey, id] = [ordered('user.accountKey'), ordered('user.id')]
  const range = prefix === null ? undefined : rangeOfPrefix(prefix)
  const list: Expression<SqlBool>[] = []
  // Not as pairs of values, which SQLite would not look up in an index that names a collation.
  if (after)
    list.push(sql<boolean>`${accountKey} >= ${after.accountKey}`, sql`(${accountKey} > ${after.accountKey} or ${id} > ${after.id})`)
  if (end) list.push(sql<boolean>`${accountKey} <= ${end.accountKey}`, sql`(${accountKey} < ${end.accountKey} or ${id} <= ${end.id})`)
  if (range) list.push(sql<boolean>`${accountKey} >= ${range.from}`, sql<boolean>`${accountKey} < ${range.below}`)
  return list
}

export async function findAdminUser(db: Db, id: string): Promise<AdminUser | undefined> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toAdminUser(row)
}

/** In the order of `ids`, each with the current token. */
export async function listUsersById(db: Db, ids: readonly string[]): Promise<FoundUser[]> {
  if (ids.length === 0) return []
  const users = await db.selectFrom('users').selectAll().where('id', 'in', ids).execute()
  const tokens = await db.selectFrom('tokens').selectAll().where('userId', 'in', ids).where('state', '!=', 'revoked').execute()
  const userOf = new Map<string, Selectable<UsersTable>>(users.map((user) => [user.id, user]))
  const tokenOf = new Map(tokens.map((token) => [token.userId, token]))
  return ids.flatMap((id) => {
    const user = userOf.get(id)
    return user ? [{ user: toAdminUser(user), token: tokenOf.get(id), cursor: { id, accountKey: user.accountKey } }] : []
  })
}

/** Far below the number of parameters that either engine takes in a statement. */
const idsPerStatement = 1000

async function inParts<T>(ids: readonly string[], read: (part: readonly string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = []
  for (let start = 0; start < ids.length; start += idsPerStatement) found.push(...(await read(ids.slice(start, start + idsPerStatement))))
  return found
}

/** As the databases order: by UTF-8, not by UTF-16. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
