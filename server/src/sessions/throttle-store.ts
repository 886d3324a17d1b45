// Counts tries per key within a window, one atomic write per try on either engine, so that several nodes share the count.
// (Limiter libraries want a connection of their own; on SQLite that would break into the transaction in progress.)
import { AppError } from '@motp/shared/protocol/app-error'
import { sql } from 'kysely'
import type { Db } from '../database/database.ts'
import { keepQuery } from '../database/kept-query.ts'

export type Throttle = { key: string; limit: number; windowMs: number }

export type ThrottleAnswer = { allowed: true } | { allowed: false; retryAt: number }

/** Counts one try, then says whether it is within the limit. */
export async function hitThrottle(db: Db, { limit, ...throttle }: Throttle, now: number): Promise<ThrottleAnswer> {
  const { hits, windowEndsAt } = await addHits(db, { ...throttle, count: 1 }, now)
  return hits <= limit ? { allowed: true } : { allowed: false, retryAt: windowEndsAt }
}

/** The same, for those who have nothing to say but no. */
export async function requireThrottle(db: Db, throttle: Throttle, now: number): Promise<void> {
  const answer = await hitThrottle(db, throttle, now)
  if (!answer.allowed) throw new AppError('too-many-requests', { retryAt: answer.retryAt })
}

/** Counts `count` tries at once, to be spent by the caller before the window ends; `taken` of them are within the limit. */
export async function takeHits(
  db: Db,
  { limit, ...throttle }: Throttle & { count: number },
  now: number,
): Promise<{ taken: number; windowEndsAt: number }> {
  const { hits, windowEndsAt } = await addHits(db, throttle, now)
  return { taken: Math.max(0, Math.min(throttle.count, limit - (hits - throttle.count))), windowEndsAt }
}

type Counted = { hits: number; windowEndsAt: number }

async function addHits(db: Db, { key, windowMs, count }: { key: string; windowMs: number; count: number }, now: number): Promise<Counted> {
  const [counted] = (await insertOrAdd(db, { key, count, now, windowEndsAt: now + windowMs })).rows
  if (!counted) throw new Error('a throttle was neither begun nor counted')
  return counted
}

const insertOrAdd = keepQuery((db, { key, count, now, windowEndsAt }: { key: string; count: number; now: number; windowEndsAt: number }) =>
  db
    .insertInto('throttles')
    .values({ key, hits: count, windowEndsAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        hits: sql<number>`case when "throttles"."windowEndsAt" <= ${now} then ${count} else "throttles"."hits" + ${count} end`,
        windowEndsAt: sql<number>`case when "throttles"."windowEndsAt" <= ${now} then ${windowEndsAt} else "throttles"."windowEndsAt" end`,
      }),
    )
    .returning(['hits', 'windowEndsAt']),
)

export async function clearThrottle(db: Db, key: string): Promise<void> {
  await db.deleteFrom('throttles').where('key', '=', key).execute()
}

export async function deleteOldThrottles(db: Db, now: number): Promise<void> {
  await db.deleteFrom('throttles').where('windowEndsAt', '<=', now).execute()
}
