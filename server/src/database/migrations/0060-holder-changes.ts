// SQLite: the names whose users or tokens somebody has changed, so that what the judge of codes keeps in memory is never older than the
// database (clients/holder-cache-store.ts). Written by triggers: whoever changes a row, and by whatever statement, is seen. A row that only follows
// the trail says nothing new: it is told by its `foldedSequence`, which nothing else moves.
import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** More than anybody falls behind while awake; who did forgets everything. */
const kept = 1000

const tokenChanges = {
  tokenMade: 'after insert on "tokens"',
  tokenChanged: 'after update on "tokens" when new."foldedSequence" = old."foldedSequence"',
} as const

export async function up(db: Kysely<Record<string, never>>): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) return
  await sql`create table "holderChanges" ("id" integer primary key, "accountKey" text not null)`.execute(db)
  await sql`
    create trigger "holderChangesKept" after insert on "holderChanges"
    begin delete from "holderChanges" where "id" <= new."id" - ${sql.lit(kept)}; end`.execute(db)
  for (const [name, event] of Object.entries(tokenChanges)) await createTrigger(db, name, event, ownerOf('new'))
  await createTrigger(db, 'tokenDeleted', 'after delete on "tokens"', ownerOf('old'))
  await createTrigger(db, 'userMade', 'after insert on "users"', 'select new."accountKey"')
  await createTrigger(db, 'userDeleted', 'after delete on "users"', 'select old."accountKey"')
  const isRenamed = ['accountKey', 'directory', 'mail'].map((column) => `new."${column}" is not old."${column}"`).join(' or ')
  await createTrigger(
    db,
    'userChanged',
    `after update on "users" when ${isRenamed}`,
    'select old."accountKey" union select new."accountKey"',
  )
}

async function createTrigger(db: Kysely<Record<string, never>>, name: string, event: string, names: string): Promise<void> {
  const log = `insert into "holderChanges" ("accountKey") ${names};`
  await sql`create trigger ${sql.ref(name)} ${sql.raw(event)} begin ${sql.raw(log)} end`.execute(db)
}

function ownerOf(row: 'new' | 'old'): string {
  return `select "accountKey" from "users" where "id" = ${row}."userId"`
}
