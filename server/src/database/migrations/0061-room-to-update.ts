// PostgreSQL: a fifth of each page of `tokens` stays free, so that what a verification changes finds room beside the old row and none of the
// table's indexes has to be written (postgresql.org/docs/current/storage-hot.html). Pages that are full already get their room when rows
// leave them.
import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<Record<string, never>>): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) await sql`alter table "tokens" set (fillfactor = 80)`.execute(db)
}
