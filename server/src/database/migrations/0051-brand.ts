// What a company makes its own: name, logo and colour; the words of its mails. And requests for approval are found by the day on which
// they end.
import { type Kysely, sql } from 'kysely'

type Migrator = Kysely<Record<string, never>>

export async function up({ schema }: Migrator): Promise<void> {
  await schema
    .createTable('brand')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('name', 'text')
    .addColumn('accent', 'text')
    .addColumn('logo', 'text')
    .addColumn('logoType', 'text')
    .addColumn('logoHash', 'text')
    .addColumn('revision', 'bigint', (c) => c.notNull())
    .addColumn('changedBy', 'text', (c) => c.notNull())
    .execute()
  await schema
    .createTable('mailTemplates')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('revision', 'bigint', (c) => c.notNull())
    .addColumn('changedBy', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('mailTemplatesKey', ['kind', 'language'])
    .execute()
  await schema.createIndex('approvalsDue').on('approvals').column('expiresAt').where(sql.ref('state'), '=', sql.lit('waiting')).execute()
}
