// The index of a user's history leaves out accepted codes: there are more of them than of everything else together, and each would cost the
// write of a whole page of the index. When a token was last used stands in its row.
import { type Kysely, sql } from 'kysely'

type Migrator = Kysely<Record<string, never>>

export async function up({ schema }: Migrator): Promise<void> {
  await schema.dropIndex('auditEventsUser').execute()
  await schema
    .createIndex('auditEventsUser')
    .on('auditEvents')
    .columns(['userId', 'sequence'])
    .where(sql.ref('action'), '!=', sql.lit('verification.accepted'))
    .execute()
}
