// Relying systems: clients, challenges between password and code, and the answers kept for repeated requests.
import { type Kysely, sql } from 'kysely'

type Migrator = Kysely<Record<string, never>>

export async function up({ schema }: Migrator): Promise<void> {
  await schema
    .createTable('clients')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('keyHash', 'text')
    .addColumn('sealedSecret', 'text')
    .addColumn('addresses', 'text', (c) => c.notNull())
    .addColumn('requestsPerMinute', 'integer', (c) => c.notNull())
    .addColumn('modes', 'text', (c) => c.notNull())
    .addColumn('maySeeReasons', 'integer', (c) => c.notNull())
    .addColumn('requiresMessageAuthenticator', 'integer', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('lastUsedAt', 'bigint')
    .addColumn('rotatedAt', 'bigint')
    .execute()
  await schema
    .createTable('challenges')
    .addColumn('stateHash', 'text', (c) => c.primaryKey())
    .addColumn('clientId', 'text', (c) => c.notNull())
    .addColumn('userId', 'text')
    .addColumn('expiresAt', 'bigint', (c) => c.notNull())
    .addColumn('usedAt', 'bigint')
    .execute()
  await schema.createIndex('challengesExpiry').on('challenges').column('expiresAt').execute()
  await schema
    .createTable('idempotencyKeys')
    .addColumn('clientId', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('requestHash', 'text', (c) => c.notNull())
    .addColumn('reply', 'text', (c) => c.notNull())
    .addColumn('expiresAt', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('idempotencyKeysKey', ['clientId', 'key'])
    .execute()
  await schema.createIndex('idempotencyKeysExpiry').on('idempotencyKeys').column('expiresAt').execute()
  // Users are found by their mail address too, whatever its case.
  await schema
    .createIndex('usersMail')
    .on('users')
    .expression(sql`lower(${sql.ref('mail')})`)
    .execute()
}
