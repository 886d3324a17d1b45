// Looking into the audit trail by action, actor and address. Accepted codes are nearly all of it and are left out, so that accepting one
// costs nothing more than before.
import { type Kysely, sql } from 'kysely'

type Migrator = Kysely<Record<string, never>>

const columns = ['action', 'actor', 'address'] as const

export async function up({ schema }: Migrator): Promise<void> {
  for (const column of columns) {
    await schema
      .createIndex(`auditEventsBy${column.charAt(0).toUpperCase()}${column.slice(1)}`)
      .on('auditEvents')
      .columns([column, 'sequence'])
      .where(sql<boolean>`${sql.ref('action')} <> ${sql.lit('verification.accepted')}`)
      .execute()
  }
}
