// The groups of users, as their directory tells them, and who is gone from it.
import { type Kysely, PostgresAdapter, sql } from 'kysely'

type Migrator = Kysely<Record<string, never>>

export async function up(db: Migrator): Promise<void> {
  const { schema } = db
  // Names are listed as they begin: in the same order on both engines, byte by byte. SQLite's texts are compared so by birth.
  const nameType = db.getExecutor().adapter instanceof PostgresAdapter ? sql`text collate "binary"` : 'text'
  await schema
    .createTable('userGroups')
    .addColumn('userId', 'text', (c) => c.notNull().references('users.id'))
    .addColumn('groupName', nameType, (c) => c.notNull())
    .addPrimaryKeyConstraint('userGroupsKey', ['userId', 'groupName'])
    .execute()
  await schema.createIndex('userGroupsName').on('userGroups').columns(['groupName', 'userId']).execute()
  await schema
    .createTable('leavers')
    .addColumn('userId', 'text', (c) => c.primaryKey().references('users.id'))
    .addColumn('directory', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('checkedAt', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('leaversOrder').on('leavers').columns(['since', 'userId']).execute()
  await schema.createIndex('leaversDirectory').on('leavers').columns(['directory', 'checkedAt']).execute()
  await createChecks(db)
}

async function createChecks({ schema }: Migrator): Promise<void> {
  let table = schema
    .createTable('leaverChecks')
    .addColumn('directory', 'text', (c) => c.primaryKey())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('fault', 'text')
    .addColumn('foundAt', 'bigint')
  for (const name of ['startedAt', 'leaseUntil', 'dueAt'] as const) table = table.addColumn(name, 'bigint', (c) => c.notNull())
  for (const name of ['total', 'asked', 'users', 'gone', 'disabled', 'goneUsable'] as const)
    table = table.addColumn(name, 'integer', (c) => c.notNull().defaultTo(0))
  await table.execute()
}
