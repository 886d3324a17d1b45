// Table `leavers`, and the known users of a directory that a check walks through.
import type { LeaverKind } from '@motp/shared/protocol/admin-leavers'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../database/database.ts'
import type { LeaversTable } from '../database/directory-schema.ts'
import type { Schema } from '../database/schema.ts'
import type { LeaverCursor } from './leaver.ts'

export type KnownUser = { id: string; directoryId: string; account: string; displayName: string; mail: string | null }
export type LeaverRow = LeaversTable

export async function countKnownUsers(db: Db, directory: string): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('directory', '=', directory)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** In the order of the directory's ids, behind `after`. */
export async function listKnownUsers(db: Db, directory: string, { after, limit }: { after: string; limit: number }): Promise<KnownUser[]> {
  return db
    .selectFrom('users')
    .select(['id', 'directoryId', 'account', 'displayName', 'mail'])
    .where('directory', '=', directory)
    .where('directoryId', '>', after)
    .orderBy('directoryId')
    .limit(limit)
    .execute()
}

/** What the directory says now of somebody who is known; language, roles and last sign-in are not its to say here. */
export async function refreshUser(db: Db, id: string, said: Pick<KnownUser, 'account' | 'displayName' | 'mail'>): Promise<void> {
  const { account, displayName, mail } = said
  await db.updateTable('users').set({ account, accountKey: account.toLowerCase(), displayName, mail }).where('id', '=', id).execute()
}

/** `since` stays as it was as long as the kind does. */
export async function saveLeavers(db: Db, rows: readonly LeaverRow[]): Promise<void> {
  await db
    .insertInto('leavers')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('userId').doUpdateSet((row) => ({
        since: row
          .case()
          .when('leavers.kind', '=', row.ref('excluded.kind'))
          .then(row.ref('leavers.since'))
          .else(row.ref('excluded.since'))
          .end(),
        kind: row.ref('excluded.kind'),
        directory: row.ref('excluded.directory'),
        checkedAt: row.ref('excluded.checkedAt'),
      })),
    )
    .execute()
}

/** They are back. How many there were, at most `limit`. */
export async function deleteOlderLeavers(db: Db, directory: string, { before, limit }: { before: number; limit: number }): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('leavers')
    .where('userId', 'in', (back) =>
      back.selectFrom('leavers').select('userId').where('directory', '=', directory).where('checkedAt', '<', before).limit(limit),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export async function deleteLeaver(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('leavers').where('userId', '=', userId).execute()
}

/**
 * A token in force, or one that its user could put back into force. Said as the index of current tokens says it, by user: or all tokens
 * of a state would be gone through for each leaver.
 */
const usable = sql<boolean>`(
  ${sql.ref('tokens.state')} != 'revoked' and
  (${sql.ref('tokens.state')} = 'active' or (${sql.ref('tokens.state')} = 'suspended' and ${sql.ref('tokens.suspendedBy')} = 'user')))`

/** How many of these users have a token in force. */
export async function countUsable(db: Db, userIds: readonly string[]): Promise<number> {
  if (userIds.length === 0) return 0
  const row = await db
    .selectFrom('tokens')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('userId', 'in', userIds)
    .where(usable)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export type LeaverQuery = {
  directory?: string | undefined
  kind?: LeaverKind | undefined
  tokens: 'usable' | 'any'
  after: LeaverCursor | undefined
  limit: number
}
type Row = ExpressionBuilder<Schema, 'leavers'>

/** Leavers that one page looks at: those whose tokens are suspended stay in the list for good. */
const leaversPerStep = 5000

/** Latest first. A page may be empty and still have a next. */
export async function findLeavers(db: Db, query: LeaverQuery): Promise<{ rows: LeaverRow[]; next: LeaverCursor | null }> {
  const { after, limit } = query
  const end = await db
    .selectFrom('leavers')
    .select(['since', 'userId'])
    .where((row) => row.and(after ? [isBehind(row, after)] : []))
    .orderBy('since', 'desc')
    .orderBy('userId', 'desc')
    .offset(leaversPerStep - 1)
    .limit(1)
    .executeTakeFirst()
  const rows = await db
    .selectFrom('leavers')
    .selectAll()
    .where((row) => row.and([...(after ? [isBehind(row, after)] : []), ...(end ? [row.not(isBehind(row, end))] : [])]))
    .where((row) => row.and(conditions(row, query)))
    .orderBy('since', 'desc')
    .orderBy('userId', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? last : end
  return { rows: shown, next: next ? { since: next.since, userId: next.userId } : null }
}

function isBehind(row: Row, { since, userId }: LeaverCursor): Expression<SqlBool> {
  return row.and([row('since', '<=', since), row.or([row('since', '<', since), row('userId', '<', userId)])])
}

function conditions(row: Row, { directory, kind, tokens }: LeaverQuery): Expression<SqlBool>[] {
  const tokensInForce = row
    .selectFrom('tokens')
    .select((is) => is.fn.countAll<number>().as('count'))
    .whereRef('tokens.userId', '=', 'leavers.userId')
    .where(usable)
  return [
    ...(directory === undefined ? [] : [row('directory', '=', directory)]),
    ...(kind === undefined ? [] : [row('kind', '=', kind)]),
    ...(tokens === 'usable' ? [sql<boolean>`${tokensInForce} > 0`] : []),
  ]
}

/** Of the leavers among these users, with a token in force: what is needed to ask their directory again and to suspend. */
export async function findSuspendable(db: Db, userIds: readonly string[]) {
  return db
    .selectFrom('leavers')
    .innerJoin('users', 'users.id', 'leavers.userId')
    .innerJoin('tokens', (join) => join.onRef('tokens.userId', '=', 'leavers.userId').on(usable))
    .select(['leavers.userId', 'leavers.kind', 'users.directory', 'users.directoryId', 'users.account', 'tokens.serial'])
    .where('leavers.userId', 'in', userIds)
    .execute()
}
