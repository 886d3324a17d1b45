// The filters of IT's list of users as conditions, and which of them an index answers by itself.
import { countedUsers, type UserFilter } from '@motp/shared/protocol/admin-users'
import { type Expression, type ExpressionBuilder, type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../database/database.ts'
import type { Schema, TokensTable, UsersTable } from '../database/schema.ts'

type Filtered = { filter: UserFilter; now: number }
export type Joined = ExpressionBuilder<Schema & { user: UsersTable; token: TokensTable }, 'user' | 'token'>
type Ids = SelectQueryBuilder<Schema, never, { id: string }>

const day = 86_400_000

/** Users with their current tokens. */
export function joined(db: Db) {
  return db
    .selectFrom('users as user')
    .leftJoin('tokens as token', (join) => join.onRef('token.userId', '=', 'user.id').on('token.state', '!=', 'revoked'))
}

/**
 * Every user whom one of the filters leaves, when that filter leaves few; others than those who match all filters may be among them.
 * Undefined when each leaves many: then some are met soon by going through the users in order.
 */
export async function findFewIds(db: Db, search: Filtered): Promise<string[] | undefined> {
  for (const lead of listLeads(db, search)) {
    const rows = await lead.limit(countedUsers + 1).execute()
    if (rows.length <= countedUsers) return [...new Set(rows.map(({ id }) => id))]
  }
  return undefined
}

/** Each is read from one index, so a limited part of it costs little however much there is. */
function listLeads(db: Db, { filter, now }: Filtered): Ids[] {
  const { state, mode, assurance, concern, days, role, group } = filter
  const tokens = db.selectFrom('tokens').select('userId as id')
  const leads: Ids[] = []
  // Conditions of partial indexes as they are written there, or these are not used.
  if (role !== undefined)
    leads.push(
      db
        .selectFrom('users')
        .select('id')
        .where(sql<boolean>`${sql.ref('roles')} <> ${sql.lit('["user"]')}`),
    )
  if (concern === 'locked') {
    const isHardLocked = sql<boolean>`${sql.ref('isHardLocked')} = ${sql.lit(1)}`
    const both = tokens.where(isHardLocked).unionAll(tokens.where('lockedUntil', 'is not', null).where('lockedUntil', '>', now))
    leads.push(db.selectFrom(both.as('locked')).select('id') as unknown as Ids)
  }
  if (concern === 'expiring') leads.push(tokens.where('expiresAt', '>', now).where('expiresAt', '<=', now + days * day))
  if (concern === 'never-enrolled') leads.push(tokens.where('state', 'in', ['initial', 'enrolling']))
  if (group !== undefined) leads.push(db.selectFrom('userGroups').select('userId as id').where('groupName', '=', group))
  if (state !== undefined) leads.push(tokens.where('state', '=', state))
  if (mode !== undefined) leads.push(tokens.where('mode', '=', mode))
  if (assurance !== undefined) leads.push(tokens.where('assurance', '=', assurance))
  return leads
}

/** A column of the token in words that no index fits and that leave a left join one: or all tokens of a state would be gone through first. */
const token = (name: keyof TokensTable): RawBuilder<unknown> => sql`coalesce(${sql.ref(`token.${name}`)}, null)`

export function listConditions(row: Joined, { filter, now }: Filtered): Expression<SqlBool>[] {
  const { directory, group, state, mode, assurance, concern, days, role } = filter
  const isActive = sql<boolean>`${token('state')} = 'active'`
  const list: Expression<SqlBool>[] = []
  if (directory !== undefined) list.push(sql<boolean>`coalesce(${sql.ref('user.directory')}, null) = ${directory}`)
  if (state !== undefined) list.push(sql<boolean>`${token('state')} = ${state}`)
  if (mode !== undefined) list.push(sql<boolean>`${token('mode')} = ${mode}`)
  if (assurance !== undefined) list.push(sql<boolean>`${token('assurance')} = ${assurance}`)
  // A value and not an `exists`, which either engine may turn into a join that begins with all members of the group.
  if (group !== undefined) list.push(sql<boolean>`${membershipOf(row, group)} = 1`)
  if (role !== undefined) list.push(row('user.roles', '<>', '["user"]'))
  if (concern === 'never-enrolled')
    list.push(sql<boolean>`${token('state')} in ('initial', 'enrolling')`, row.not(row.exists(everEnrolled(row))))
  if (concern === 'locked') list.push(sql<boolean>`(${token('isHardLocked')} = 1 or ${token('lockedUntil')} > ${now})`)
  if (concern === 'expiring')
    list.push(isActive, sql<boolean>`${token('expiresAt')} <= ${now + days * day} and ${token('expiresAt')} > ${now}`)
  if (concern === 'unused')
    list.push(isActive, sql<boolean>`coalesce(${token('lastUsedAt')}, ${token('enrolledAt')}) < ${now - days * day}`)
  return list
}

function membershipOf(row: Joined, group: string) {
  return row
    .selectFrom('userGroups as member')
    .select(sql.lit(1).as('one'))
    .whereRef('member.userId', '=', 'user.id')
    .where('member.groupName', '=', group)
}

function everEnrolled(row: Joined) {
  return row.selectFrom('tokens as past').select('past.id').whereRef('past.userId', '=', 'user.id').where('past.enrolledAt', 'is not', null)
}
