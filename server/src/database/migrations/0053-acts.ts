// What IT did and who was locked out, by the hour: the reports add these up instead of going through the trail. The trail is counted anew,
// from its beginning, by the sweep.
import type { Kysely } from 'kysely'

type Tables = { hourlyCounts: { hour: number }; summaries: { name: string } }

export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('hourlyActs')
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('hour', 'bigint', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addColumn('lastAt', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('hourlyActsKey', ['action', 'hour', 'subject'])
    .execute()
  await db.deleteFrom('hourlyCounts').execute()
  await db.deleteFrom('summaries').where('name', 'in', ['hourly-counts', 'token-counts']).execute()
}
