// Table `users` as IT searches it.
import type { AdminUser } from '@motp/shared/protocol/admin'
import { sql } from 'kysely'
import type { Db } from '../database/database.ts'
import { toAdminUser } from './user-store.ts'

/** Users whose account, name or serial of a token begins with `search`, by account; all of them when it is empty. */
export async function searchUsers(db: Db, { search, limit }: { search: string; limit: number }): Promise<AdminUser[]> {
  const prefix = `${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  const begins = (column: 'accountKey' | 'displayName') => sql<boolean>`lower(${sql.ref(column)}) like ${prefix} escape '\\'`
  const hasSerial = sql<boolean>`id in (select ${sql.ref('userId')} from tokens where lower(serial) like ${prefix} escape '\\')`
  const rows = await db
    .selectFrom('users')
    .selectAll()
    .where((row) => row.or([begins('accountKey'), begins('displayName'), hasSerial]))
    .orderBy('accountKey')
    .limit(limit)
    .execute()
  return rows.map(toAdminUser)
}

export async function findAdminUser(db: Db, id: string): Promise<AdminUser | undefined> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toAdminUser(row)
}
