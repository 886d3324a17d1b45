// On SQLite an accepted code is one event at the end of the trail; its token's row follows a moment later. Two numbers say how far rows
// are true: `auditHead.foldedSequence` for all tokens together, `tokens.foldedSequence` for one that was written before the others.
import { type Kysely, sql } from 'kysely'

type Migrator = Kysely<Record<string, never>>

export async function up(db: Migrator): Promise<void> {
  for (const table of ['tokens', 'auditHead'] as const) {
    await db.schema
      .alterTable(table)
      .addColumn('foldedSequence', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute()
  }
  await sql`update "auditHead" set "foldedSequence" = "sequence"`.execute(db)
}
