// Counts tries per key within a window, one atomic write per try on either engine, so that several nodes share the count.
// (Limiter libraries want a connection of their own; on SQLite that would break into the transaction in progress.)
import { sql } from 'kysely'
import type { Db } from '../database/database.ts'

export type Throttle = { key: string; limit: number; windowMs: number }

export type ThrottleAnswer = { allowed: true } | { allowed: false; retryAt: number }

/** Counts one try, then says whether it is within the limit. */
export async function hitThrottle(db: Db, { key, limit, windowMs }: Throttle, now: number): Promise<ThrottleAnswer> {
  const { hits, windowEndsAt } = await db
    .insertInto('throttles')
    .values({ key, hits: 1, windowEndsAt: now + windowMs })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        hits: sql<number>`case when "throttles"."windowEndsAt" <= ${now} then 1 else "throttles"."hits" + 1 end`,
        windowEndsAt: sql<number>`case when "throttles"."windowEndsAt" <= ${now} then ${now + windowMs} else "throttles"."windowEndsAt" end`,
      }),
    )
    .returning(['hits', 'windowEndsAt'])
    .executeTakeFirstOrThrow()
  return hits <= limit ? { allowed: true } : { allowed: false, retryAt: windowEndsAt }
}

export async function clearThrottle(db: Db, key: string): Promise<void> {
  await db.deleteFrom('throttles').where('key', '=', key).execute()
}

export async function deleteOldThrottles(db: Db, now: number): Promise<void> {
  await db.deleteFrom('throttles').where('windowEndsAt', '<=', now).execute()
}
