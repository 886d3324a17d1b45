// Old events leave the trail as sealed segments: one row each, and the lease of whoever seals.
import type { Kysely } from 'kysely'

type Migrator = Kysely<Record<string, never>>

export async function up({ schema }: Migrator): Promise<void> {
  await schema
    .createTable('auditSegments')
    .addColumn('number', 'bigint', (c) => c.primaryKey())
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('firstSequence', 'bigint', (c) => c.notNull())
    .addColumn('lastSequence', 'bigint', (c) => c.notNull())
    .addColumn('previousHash', 'text', (c) => c.notNull())
    .addColumn('lastHash', 'text', (c) => c.notNull())
    .addColumn('firstAt', 'bigint', (c) => c.notNull())
    .addColumn('lastAt', 'bigint', (c) => c.notNull())
    .addColumn('fileHash', 'text', (c) => c.notNull())
    .addColumn('fileBytes', 'bigint', (c) => c.notNull())
    .addColumn('sealedKey', 'text', (c) => c.notNull())
    .addColumn('sealedAt', 'bigint', (c) => c.notNull())
    .addColumn('clearedAt', 'bigint')
    .execute()
  await schema
    .createTable('leases')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('holder', 'text', (c) => c.notNull())
    .addColumn('until', 'bigint', (c) => c.notNull())
    .execute()
}
