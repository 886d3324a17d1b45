// Bulk jobs and their rows: a job goes on over restarts because all that is known of it stands here.
import { type Kysely, sql } from 'kysely'

type Migrator = Kysely<Record<string, never>>

export async function up({ schema }: Migrator): Promise<void> {
  await schema
    .createTable('bulkJobs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('createdBy', 'text', (c) => c.notNull())
    .addColumn('address', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('startedAt', 'bigint')
    .addColumn('finishedAt', 'bigint')
    .addColumn('leaseUntil', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('total', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('done', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('failed', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema.createIndex('bulkJobsTime').on('bulkJobs').column('createdAt').execute()
  await schema
    .createTable('bulkRows')
    .addColumn('jobId', 'text', (c) => c.notNull().references('bulkJobs.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('account', 'text', (c) => c.notNull())
    .addColumn('userId', 'text')
    .addColumn('serial', 'text')
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('bulkRowsKey', ['jobId', 'position'])
    .execute()
  await schema
    .createIndex('bulkRowsWaiting')
    .on('bulkRows')
    .columns(['jobId', 'position'])
    .where(sql.ref('outcome'), '=', sql.lit('waiting'))
    .execute()
}
