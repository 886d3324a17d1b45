// Table `userGroups`: in which directory groups users were when the directory was last read.
import { sql } from 'kysely'
import type { Db } from '../database/database.ts'

/** Leaves alone what stands already: most of the time nothing is written. */
export async function saveGroups(db: Db, userId: string, groups: readonly string[]): Promise<void> {
  const before = await findGroups(db, userId)
  const left = before.filter((name) => !groups.includes(name))
  const joined = groups.filter((name) => !before.includes(name))
  if (left.length > 0) await db.deleteFrom('userGroups').where('userId', '=', userId).where('groupName', 'in', left).execute()
  if (joined.length === 0) return
  await db
    .insertInto('userGroups')
    .values(joined.map((groupName) => ({ userId, groupName })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** By name. */
export async function findGroups(db: Db, userId: string): Promise<string[]> {
  const rows = await db.selectFrom('userGroups').select('groupName').where('userId', '=', userId).orderBy('groupName').execute()
  return rows.map(({ groupName }) => groupName)
}

/** Of many users at once; whoever is in no group is not in the map. */
export async function findGroupsOf(db: Db, userIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.selectFrom('userGroups').selectAll().where('userId', 'in', userIds).orderBy('groupName').execute()
  const groupsOf = new Map<string, string[]>()
  for (const { userId, groupName } of rows) groupsOf.set(userId, [...(groupsOf.get(userId) ?? []), groupName])
  return groupsOf
}

/** Names that begin with `start`, in order: each is one look into the index, however many users are in the group. */
export async function listGroupNames(db: Db, start: string, limit: number): Promise<string[]> {
  const name = sql.ref('groupName')
  const table = sql.table('userGroups')
  const { rows } = await sql<{ name: string }>`
    with recursive named(name, place) as (
      select (select min(${name}) from ${table} where ${name} >= ${start}), 1
      union all
      select (select min(${name}) from ${table} where ${name} > named.name), place + 1 from named where named.name is not null and place < ${limit}
    )
    select name from named where name is not null`.execute(db)
  // Behind the last that begins so come others.
  const end = rows.findIndex((row) => !row.name.startsWith(start))
  return (end < 0 ? rows : rows.slice(0, end)).map((row) => row.name)
}
