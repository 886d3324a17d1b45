// What IT's pages stand on: indexes of their lists, roles of users, notes, caller codes, approvals, and counts made beforehand.
import { type Kysely, PostgresAdapter, sql } from 'kysely'

type Migrator = Kysely<Record<string, never>>

export async function up(db: Migrator): Promise<void> {
  await createIndexes(db)
  await createDesk(db)
  await createCounts(db)
}

/** The same order of texts on both engines, byte by byte: pages of a list go on where they ended. SQLite has this collation by birth. */
async function createIndexes(db: Migrator): Promise<void> {
  const { schema } = db
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create collation if not exists "binary" from "C"`.execute(db)
    await schema
      .createIndex('tokensSerialOrder')
      .on('tokens')
      .expression(sql`${sql.ref('serial')} collate "binary"`)
      .execute()
  }
  const ordered = (column: string) => sql`${sql.ref(column)} collate "binary"`
  await schema
    .createIndex('usersOrder')
    .on('users')
    .expression(sql`${ordered('accountKey')}, ${ordered('id')}`)
    .execute()
  await schema
    .createIndex('usersName')
    .on('users')
    .expression(sql`lower(${sql.ref('displayName')}) collate "binary"`)
    .execute()
  await schema.createIndex('usersDirectory').on('users').column('directory').execute()
  for (const column of ['state', 'mode', 'assurance'] as const) {
    await schema
      .createIndex(`tokens${column.charAt(0).toUpperCase()}${column.slice(1)}`)
      .on('tokens')
      .columns([column, 'userId'])
      .execute()
  }
  await schema.createIndex('tokensExpiry').on('tokens').column('expiresAt').execute()
  // Almost no token is locked: a verification that succeeds touches neither.
  await schema.createIndex('tokensHardLocked').on('tokens').column('userId').where(sql.ref('isHardLocked'), '=', sql.lit(1)).execute()
  await schema.createIndex('tokensPaused').on('tokens').column('lockedUntil').where(sql.ref('lockedUntil'), 'is not', null).execute()
  await schema.createIndex('noticesUser').on('notices').columns(['userId', 'createdAt']).execute()
}

async function createDesk({ schema }: Migrator): Promise<void> {
  await schema
    .alterTable('users')
    .addColumn('roles', 'text', (c) => c.notNull().defaultTo('["user"]'))
    .execute()
  await schema.createIndex('usersStaff').on('users').column('id').where(sql.ref('roles'), '<>', sql.lit('["user"]')).execute()
  await schema
    .createTable('notes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('userId', 'text', (c) => c.notNull().references('users.id'))
    .addColumn('authorId', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('notesUser').on('notes').columns(['userId', 'createdAt']).execute()
  await schema
    .createTable('callerCodes')
    .addColumn('userId', 'text', (c) => c.primaryKey().references('users.id'))
    .addColumn('codeHash', 'text', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('expiresAt', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('approvals')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('userId', 'text', (c) => c.notNull().references('users.id'))
    .addColumn('tokenId', 'text')
    .addColumn('days', 'integer')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('requestedBy', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('expiresAt', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('decidedBy', 'text')
    .addColumn('decidedAt', 'bigint')
    .execute()
  await schema.createIndex('approvalsTime').on('approvals').column('createdAt').execute()
  // The same request does not wait twice, whoever asks at the same time.
  await schema
    .createIndex('approvalsWaiting')
    .on('approvals')
    .columns(['userId', 'action'])
    .unique()
    .where(sql.ref('state'), '=', sql.lit('waiting'))
    .execute()
}

async function createCounts({ schema }: Migrator): Promise<void> {
  await schema
    .createTable('hourlyCounts')
    .addColumn('hour', 'bigint', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('hourlyCountsKey', ['hour', 'action'])
    .execute()
  await schema
    .createTable('summaries')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
}
