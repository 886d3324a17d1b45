// Table `clients`.
import type { VerificationMode } from '@motp/shared/protocol/verification'
import type { Selectable } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import type { ClientsTable } from '../database/schema.ts'
import type { Client } from './client.ts'

export async function listClients(db: Db): Promise<Client[]> {
  return (await db.selectFrom('clients').selectAll().orderBy('name').execute()).map(toClient)
}

/** By id, or by its name. */
export async function findClient(db: Db, idOrName: string): Promise<Client | undefined> {
  const row = await db
    .selectFrom('clients')
    .selectAll()
    .where((is) => is.or([is('id', '=', idOrName), is('name', '=', idOrName)]))
    .executeTakeFirst()
  return row && toClient(row)
}

/** False when the name is taken. */
export async function insertClient(tx: Tx, { addresses, modes, ...client }: Client): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('clients')
    .values({
      ...client,
      addresses: JSON.stringify(addresses),
      modes: JSON.stringify(modes),
      maySeeReasons: Number(client.maySeeReasons),
      requiresMessageAuthenticator: Number(client.requiresMessageAuthenticator),
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

type Secrets = Pick<ClientsTable, 'keyHash' | 'sealedSecret' | 'rotatedAt'>

export async function replaceKey(tx: Tx, id: string, secrets: Secrets): Promise<Client | undefined> {
  const row = await tx.updateTable('clients').set(secrets).where('id', '=', id).returningAll().executeTakeFirst()
  return row && toClient(row)
}

export async function deleteClient(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('clients').where('id', '=', id).executeTakeFirst()
  await tx.deleteFrom('challenges').where('clientId', '=', id).execute()
  await tx.deleteFrom('idempotencyKeys').where('clientId', '=', id).execute()
  return numDeletedRows === 1n
}

export async function touchClient(db: Db, id: string, at: number): Promise<void> {
  await db.updateTable('clients').set({ lastUsedAt: at }).where('id', '=', id).execute()
}

function toClient({ addresses, modes, maySeeReasons, requiresMessageAuthenticator, ...row }: Selectable<ClientsTable>): Client {
  return {
    ...row,
    addresses: JSON.parse(addresses) as string[],
    modes: JSON.parse(modes) as VerificationMode[],
    maySeeReasons: maySeeReasons === 1,
    requiresMessageAuthenticator: requiresMessageAuthenticator === 1,
  }
}
