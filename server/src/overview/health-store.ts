// What the database knows of this server's health: mails that wait, the age of the key that seals, the database's own clock.
import { sql } from 'kysely'
import type { Database, Db } from '../database/database.ts'
import type { MailFacts } from './health.ts'

export async function readMailFacts(db: Db): Promise<MailFacts> {
  // The index of what is due holds the unsent ones together.
  const waiting = await db
    .selectFrom('notices')
    .select((is) => [is.fn.countAll<number>().as('count'), is.fn.min('createdAt').as('oldest')])
    .where('sentAt', 'is', null)
    .where('nextAttemptAt', '<', Number.MAX_SAFE_INTEGER)
    .executeTakeFirstOrThrow()
  const givenUp = await db
    .selectFrom('notices')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('sentAt', 'is', null)
    .where('nextAttemptAt', '=', Number.MAX_SAFE_INTEGER)
    .executeTakeFirstOrThrow()
  return {
    waiting: Number(waiting.count),
    oldestWaitingAt: waiting.oldest === null ? null : Number(waiting.oldest),
    givenUp: Number(givenUp.count),
  }
}

export async function readKeyAge(db: Db): Promise<number | undefined> {
  return (await db.selectFrom('dataKeys').select('createdAt').where('isCurrent', '=', 1).executeTakeFirst())?.createdAt
}

/** Undefined on SQLite, whose clock is this machine's own. */
export async function readDatabaseClock(database: Database): Promise<number | undefined> {
  if (database.engine === 'sqlite') return undefined
  const { rows } = await sql<{ now: number }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(database.db)
  return rows[0]?.now
}
