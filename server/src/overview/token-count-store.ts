// How many tokens are in which state: counted by walking the tokens in small steps, kept in `summaries` for whoever asks.
import { type TokenCounts, tokenCountsSchema } from '@motp/shared/protocol/admin-overview'
import { sql } from 'kysely'
import type { Db } from '../database/database.ts'

const summaryName = 'token-counts'
/** Tokens of one step: some ten milliseconds, between which others are answered. */
const tokensPerStep = 5000
const day = 86_400_000
const expiringDays = 30
const unusedDays = 90

type Group = { state: string; mode: string | null; count: number; locked: number; expiring: number; unused: number }

/** `pause` between the steps. */
export async function countTokens(db: Db, now: number, pause: () => Promise<void>): Promise<TokenCounts> {
  const counts = emptyCounts(now)
  let after = ''
  for (;;) {
    const { id: end } = (await tokenAt(db, after, tokensPerStep - 1)) ?? { id: undefined }
    for (const group of await countGroups(db, { after, end, now })) addGroup(counts, group)
    if (end === undefined) break
    after = end
    await pause()
  }
  // Every user has a token or an empty slot from the first sign-in on, and one that is current.
  return { ...counts, users: Object.values(counts.states).reduce((sum, count) => sum + count, 0) }
}

function tokenAt(db: Db, after: string, offset: number): Promise<{ id: string } | undefined> {
  return db.selectFrom('tokens').select('id').where('id', '>', after).orderBy('id').offset(offset).limit(1).executeTakeFirst()
}

async function countGroups(db: Db, { after, end, now }: { after: string; end: string | undefined; now: number }): Promise<Group[]> {
  const isActive = sql`state = 'active'`
  const sumOf = (condition: ReturnType<typeof sql>) => sql<number>`sum(case when ${condition} then 1 else 0 end)`
  const { expiresAt, lockedUntil, isHardLocked, lastUsedAt, enrolledAt } = columns
  let query = db
    .selectFrom('tokens')
    .select(['state', 'mode'])
    .select((is) => is.fn.countAll<number>().as('count'))
    .select([
      sumOf(sql`${isHardLocked} = 1 or ${lockedUntil} > ${now}`).as('locked'),
      sumOf(sql`${isActive} and ${expiresAt} <= ${now + expiringDays * day}`).as('expiring'),
      sumOf(sql`${isActive} and coalesce(${lastUsedAt}, ${enrolledAt}) < ${now - unusedDays * day}`).as('unused'),
    ])
    .where('id', '>', after)
    .where('state', '!=', 'revoked')
  if (end !== undefined) query = query.where('id', '<=', end)
  return query.groupBy(['state', 'mode']).execute()
}

const columns = {
  expiresAt: sql.ref('expiresAt'),
  lockedUntil: sql.ref('lockedUntil'),
  isHardLocked: sql.ref('isHardLocked'),
  lastUsedAt: sql.ref('lastUsedAt'),
  enrolledAt: sql.ref('enrolledAt'),
}

function emptyCounts(at: number): TokenCounts {
  return {
    ...{ at, users: 0, enrolled: 0, locked: 0, expiring: 0, unused: 0 },
    states: { initial: 0, enrolling: 0, active: 0, suspended: 0, expired: 0 },
    modes: { online: 0, offline: 0, otpauth: 0 },
  }
}

function addGroup(counts: TokenCounts, { state, mode, ...group }: Group): void {
  const count = Number(group.count)
  if (state in counts.states) counts.states[state as keyof TokenCounts['states']] += count
  const hasPhone = state !== 'initial' && state !== 'enrolling'
  if (hasPhone) counts.enrolled += count
  if (hasPhone && mode !== null && mode in counts.modes) counts.modes[mode as keyof TokenCounts['modes']] += count
  counts.locked += Number(group.locked)
  counts.expiring += Number(group.expiring)
  counts.unused += Number(group.unused)
}

export async function saveTokenCounts(db: Db, counts: TokenCounts): Promise<void> {
  const fresh = { value: JSON.stringify(counts), at: counts.at }
  await db
    .insertInto('summaries')
    .values({ name: summaryName, ...fresh })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(fresh))
    .execute()
}

/** Null before the first counting, and when an older version counted otherwise. */
export async function readTokenCounts(db: Db): Promise<TokenCounts | null> {
  const row = await db.selectFrom('summaries').select('value').where('name', '=', summaryName).executeTakeFirst()
  const parsed = tokenCountsSchema.safeParse(row ? JSON.parse(row.value) : null)
  return parsed.success ? parsed.data : null
}
