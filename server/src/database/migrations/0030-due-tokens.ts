// Tokens whose day has come are looked for all the time, and nearly all tokens are in the same state: by their day alone, and without those
// that are over.
import { type Kysely, sql } from 'kysely'

type Migrator = Kysely<Record<string, never>>

export async function up({ schema }: Migrator): Promise<void> {
  const over = ['initial', 'enrolling', 'expired', 'revoked'].map((state) => sql.lit(state))
  await schema
    .createIndex('tokensDue')
    .on('tokens')
    .column('expiresAt')
    .where(sql<boolean>`${sql.ref('state')} not in (${sql.join(over)})`)
    .execute()
}
