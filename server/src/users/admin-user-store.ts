// Users as IT lists and searches them, each with the current token. Two ways, each bounded: few matches are found by an index and sorted;
// many are met soon by walking the users in order, a limited number of them for each page.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type AdminUser, countedUsers, type UserFilter } from '@motp/shared/protocol/admin-users'
import { type Expression, type RawBuilder, type Selectable, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../database/database.ts'
import type { Schema, TokensTable, UsersTable } from '../database/schema.ts'
import { findFewIds, type Joined, joined, listConditions } from './user-filter-store.ts'
import { type Cursor, firstSlice, nextSlice, patienceMs, rangeOfPrefix } from './user-search.ts'
import { toAdminUser } from './user-store.ts'

export type FoundUser = { user: AdminUser; token: TokensTable | undefined; cursor: Cursor }
export type UserPage = { found: FoundUser[]; next: Cursor | null; total: number | null }
export type UserSearch = { filter: UserFilter; after: Cursor | undefined; limit: number; now: number }

/** Byte by byte on both engines; the name of the index's own collation. */
const ordered = (column: string) => sql<string>`${sql.ref(column)} collate "binary"`

export async function searchUsers(db: Db, search: UserSearch): Promise<UserPage> {
  if (search.filter.search !== '') return searchByText(db, search)
  const ids = await findFewIds(db, search)
  return ids ? pick(db, search, ids) : walk(db, search, {})
}

/** Users whose account or name, or a serial of whose tokens, begins so. */
async function searchByText(db: Db, search: UserSearch): Promise<UserPage> {
  const text = search.filter.search
  const byAccount = db.selectFrom('users').where(begins(ordered('accountKey'), text.toLowerCase()))
  // So many begin alike that walking in the order of accounts meets some at once.
  if (await areMany(byAccount)) return walk(db, search, { prefix: text.toLowerCase() })
  const byName = db.selectFrom('users').where(beginsByName('displayName', text))
  const bySerial = db.selectFrom('tokens').where(begins(ordered('serial'), text.toUpperCase()))
  if ((await areMany(byName)) || (await areMany(bySerial))) return walk(db, search, { text })
  const found = [
    await byAccount.select('id').execute(),
    await byName.select('id').execute(),
    await bySerial.select('userId as id').execute(),
  ]
  return pick(db, search, [...new Set(found.flat().map(({ id }) => id))])
}

/** Counted in an index, without a look at the rows. */
async function areMany<T extends 'users' | 'tokens'>(query: SelectQueryBuilder<Schema, T, object>): Promise<boolean> {
  return (await query.select(sql.lit(1).as('one')).offset(countedUsers).limit(1).executeTakeFirst()) !== undefined
}

function begins(expression: Expression<string>, start: string): RawBuilder<SqlBool> {
  const { from, below } = rangeOfPrefix(start)
  return sql<SqlBool>`(${expression} >= ${from} and ${expression} < ${below})`
}

function beginsByName(column: string, text: string): RawBuilder<SqlBool> {
  return begins(sql<string>`lower(${sql.ref(column)}) collate "binary"`, text.toLowerCase())
}

/** The same of a user at hand. */
function beginsInAny(row: Joined, text: string): Expression<SqlBool> {
  const ownSerial = row
    .selectFrom('tokens as own')
    .select('own.id')
    .whereRef('own.userId', '=', 'user.id')
    .where(begins(ordered('own.serial'), text.toUpperCase()))
  return row.or([begins(ordered('user.accountKey'), text.toLowerCase()), beginsByName('user.displayName', text), row.exists(ownSerial)])
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

/** `prefix`: of the accounts, to stay within. `text`: how an account, name or serial of each begins. */
type Walk = { prefix?: string; text?: string }

/** One page in the order of accounts, slice by slice, for as long as nobody notices: it may be short, and whoever asks goes on from there. */
async function walk(db: Db, search: UserSearch, within: Walk): Promise<UserPage> {
  const until = performance.now() + patienceMs
  const keys: Cursor[] = []
  let { after } = search
  let users = firstSlice
  let isEnd = false
  while (!isEnd && keys.length <= search.limit && performance.now() < until) {
    const began = performance.now()
    const slice = await readSlice(db, { ...search, after, limit: search.limit + 1 - keys.length }, { ...within, users })
    users = nextSlice(users, performance.now() - began)
    keys.push(...slice.keys)
    isEnd = slice.end === undefined
    after = slice.end
    // SQLite answers without leaving the turn: others get theirs here.
    await nextTurn()
  }
  const shown = keys.slice(0, search.limit)
  const found = await listUsersById(
    db,
    shown.map(({ id }) => id),
  )
  return { found, next: (keys.length > search.limit ? shown.at(-1) : after) ?? null, total: null }
}

type Slice = Walk & { users: number }

/** Those of the next users in order who fit. `end`: the last one looked at, unless that was the last of all. */
async function readSlice(db: Db, search: UserSearch, { prefix, text, users }: Slice): Promise<{ keys: Cursor[]; end: Cursor | undefined }> {
  const { after, limit } = search
  const end = await db
    .selectFrom('users as user')
    .select(['id', 'accountKey'])
    .where((row) => row.and(listBounds({ after, prefix })))
    .orderBy(ordered('user.accountKey'))
    .orderBy(ordered('user.id'))
    .offset(users - 1)
    .limit(1)
    .executeTakeFirst()
  const keys = await joined(db)
    .select(['user.id', 'user.accountKey'])
    .where((row) => row.and([...listBounds({ after, prefix, end }), ...listConditions(row, search)]))
    .where((row) => (text === undefined ? row.lit(true) : beginsInAny(row, text)))
    .orderBy(ordered('user.accountKey'))
    .orderBy(ordered('user.id'))
    .limit(limit)
    .execute()
  return { keys, end }
}

type Bounds = { after: Cursor | undefined; end?: Cursor | undefined; prefix: string | undefined }

/** Behind `after`, up to `end`, and not outside the prefix. */
function listBounds({ after, end, prefix }: Bounds): Expression<SqlBool>[] {
  const [accountKey, id] = [ordered('user.accountKey'), ordered('user.id')]
  const range = prefix === undefined ? undefined : rangeOfPrefix(prefix)
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
  for (let start = 0; start < ids.length; start += idsPerStatement) {
    // SQLite answers without leaving the turn: others get theirs here.
    if (start > 0) await nextTurn()
    found.push(...(await read(ids.slice(start, start + idsPerStatement))))
  }
  return found
}

/** As the databases order: by UTF-8, not by UTF-16. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
