// Counts users and their current tokens by directory, walking the users in small steps, and keeps the result in `summaries`.
import type { TokenCounts } from '@motp/shared/protocol/admin-overview'
import { idleDays, type Reports } from '@motp/shared/protocol/admin-reports'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../database/database.ts'
import { countNone, countRegistered, type DirectoryCount, toTokenCounts, type UserCounts, userCountsSchema } from './user-count.ts'

const summaryName = 'user-counts'
/** Users of one step: a few milliseconds, between which others are answered. */
const usersPerStep = 500
const day = 86_400_000
const expiringDays = 30

type Range = { after: string; end: string | undefined }
type Group = Awaited<ReturnType<typeof countGroups>>[number]

/** `pause` between the steps. */
export async function countUsers(db: Db, now: number, pause: () => Promise<void>): Promise<UserCounts> {
  const counts = new Map<string, DirectoryCount>()
  let after = ''
  for (;;) {
    const end = await findStepEnd(db, after)
    for (const group of await countGroups(db, { after, end }, now)) {
      const count = counts.get(group.directory) ?? countNone(group.directory)
      counts.set(group.directory, count)
      addGroup(count, group)
    }
    if (end === undefined) break
    after = end
    await pause()
  }
  return { at: now, directories: [...counts.values()].toSorted((a, b) => (a.directory < b.directory ? -1 : 1)) }
}

async function findStepEnd(db: Db, after: string): Promise<string | undefined> {
  const query = db.selectFrom('users').select('id').where('id', '>', after).orderBy('id')
  return (
    await query
      .offset(usersPerStep - 1)
      .limit(1)
      .executeTakeFirst()
  )?.id
}

function countGroups(db: Db, { after, end }: Range, now: number) {
  const sumOf = (condition: RawBuilder<unknown>) => sql<number>`sum(case when ${condition} then 1 else 0 end)`
  const token = (name: 'state' | 'isHardLocked' | 'lockedUntil' | 'expiresAt' | 'lastUsedAt' | 'enrolledAt') => sql.ref(`tokens.${name}`)
  const isActive = sql`${token('state')} = 'active'`
  const idleSince = (days: number) =>
    sumOf(sql`${isActive} and coalesce(${token('lastUsedAt')}, ${token('enrolledAt')}) < ${now - days * day}`)
  const users = db
    .selectFrom('users')
    .leftJoin('tokens', (join) => join.onRef('tokens.userId', '=', 'users.id').on('tokens.state', '!=', 'revoked'))
    .where('users.id', '>', after)
  return (end === undefined ? users : users.where('users.id', '<=', end))
    .select(['users.directory', 'tokens.state', 'tokens.mode'])
    .select((is) => is.fn.countAll<number>().as('users'))
    .select([
      sumOf(sql`${token('isHardLocked')} = 1 or ${token('lockedUntil')} > ${now}`).as('locked'),
      sumOf(sql`${isActive} and ${token('expiresAt')} <= ${now + expiringDays * day}`).as('expiring'),
      idleSince(idleDays[0]).as('idle0'),
      idleSince(idleDays[1]).as('idle1'),
      idleSince(idleDays[2]).as('idle2'),
      idleSince(idleDays[3]).as('idle3'),
    ])
    .groupBy(['users.directory', 'tokens.state', 'tokens.mode'])
    .execute()
}

function addGroup(count: DirectoryCount, { state, mode, idle0, idle1, idle2, idle3, ...group }: Group): void {
  const users = Number(group.users)
  count.users += users
  count.locked += Number(group.locked)
  count.expiring += Number(group.expiring)
  count.idle = [idle0, idle1, idle2, idle3].map((idle, position) => Number(idle) + (count.idle[position] ?? 0))
  if (state === null || state === 'revoked') return
  count.states[state] += users
  if (mode !== null && state !== 'initial' && state !== 'enrolling') count.modes[mode] += users
}

export async function saveUserCounts(db: Db, counts: UserCounts): Promise<void> {
  const fresh = { value: JSON.stringify(counts), at: counts.at }
  await db
    .insertInto('summaries')
    .values({ name: summaryName, ...fresh })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(fresh))
    .execute()
}

/** Null before the first counting, and when an older version counted otherwise. */
export async function readUserCounts(db: Db): Promise<UserCounts | null> {
  const row = await db.selectFrom('summaries').select('value').where('name', '=', summaryName).executeTakeFirst()
  const parsed = userCountsSchema.safeParse(row ? JSON.parse(row.value) : null)
  return parsed.success ? parsed.data : null
}

/** Of all directories together. */
export async function readTokenCounts(db: Db): Promise<TokenCounts | null> {
  const counts = await readUserCounts(db)
  return counts && toTokenCounts(counts)
}

/** What the reports show of them; empty before the first counting. */
export async function readCoverage(db: Db): Promise<Pick<Reports, 'countedAt' | 'coverage' | 'idle'>> {
  const { at, directories } = (await readUserCounts(db)) ?? { at: null, directories: [] }
  return {
    countedAt: at,
    coverage: directories.map((count) => {
      const { directory, users, locked, states } = count
      return { directory, users, registered: countRegistered(count), suspended: states.suspended, locked, expired: states.expired }
    }),
    idle: directories.map(({ directory, states, idle }) => ({ directory, active: states.active, idle })),
  }
}
