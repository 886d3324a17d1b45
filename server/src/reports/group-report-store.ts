// Counts users and their current tokens by directory group. Users are walked in short steps: nothing else waits for a count over all.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../database/database.ts'

export type GroupCount = { group: string; users: number; registered: number; suspended: number; locked: number; expired: number }

/** Each may be in two hundred groups. */
const usersPerStep = 1000

/** The largest groups first, `limit` of them. */
export async function countByGroup(db: Db, limit: number): Promise<GroupCount[]> {
  const counts = new Map<string, GroupCount>()
  let after = ''
  for (;;) {
    const last = await findStepEnd(db, after)
    for (const row of await countStep(db, { after, last })) add(counts, row)
    if (last === undefined) break
    after = last
    await nextTurn()
  }
  return [...counts.values()].toSorted((a, b) => b.users - a.users || (a.group < b.group ? -1 : 1)).slice(0, limit)
}

/** Undefined in the last step. */
async function findStepEnd(db: Db, after: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .offset(usersPerStep - 1)
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

function countStep(db: Db, { after, last }: { after: string; last: string | undefined }) {
  const state = sql.ref('tokens.state')
  const whenever = (condition: ReturnType<typeof sql<boolean>>) => sql<number>`sum(case when ${condition} then 1 else 0 end)`
  return db
    .selectFrom('userGroups')
    .leftJoin('tokens', (join) => join.onRef('tokens.userId', '=', 'userGroups.userId').on('tokens.state', '!=', 'revoked'))
    .select((row) => [
      'userGroups.groupName as group',
      row.fn.countAll<number>().as('users'),
      whenever(sql<boolean>`${state} in ('active', 'suspended', 'expired')`).as('registered'),
      whenever(sql<boolean>`${state} = 'suspended'`).as('suspended'),
      whenever(sql<boolean>`${sql.ref('tokens.isHardLocked')} = 1`).as('locked'),
      whenever(sql<boolean>`${state} = 'expired'`).as('expired'),
    ])
    .where('userGroups.userId', '>', after)
    .$if(last !== undefined, (step) => step.where('userGroups.userId', '<=', last ?? ''))
    .groupBy('userGroups.groupName')
    .execute()
}

function add(counts: Map<string, GroupCount>, row: GroupCount): void {
  const { group } = row
  const before = counts.get(group) ?? { group, users: 0, registered: 0, suspended: 0, locked: 0, expired: 0 }
  const sum = (key: Exclude<keyof GroupCount, 'group'>) => before[key] + Number(row[key])
  counts.set(group, {
    group,
    users: sum('users'),
    registered: sum('registered'),
    suspended: sum('suspended'),
    locked: sum('locked'),
    expired: sum('expired'),
  })
}
