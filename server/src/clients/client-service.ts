// What IT does with relying systems. A key or secret is answered once, by the call that made it.
import { AppError } from '@motp/shared/protocol/app-error'
import type { Client as ClientView } from '@motp/shared/protocol/clients'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { clientSecretContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import { type Client, createKey, findFaults, hashKey, type NewClient, toClientView } from './client.ts'
import * as store from './client-store.ts'

export type ClientService = ReturnType<typeof createClientService>

type Staff = { actor: string; address: string | null }
type Shown = { client: ClientView; key: string }

export type ClientServiceDeps = { database: Database; ports: Ports; seal: Pick<Seal, 'seal'> }

export function createClientService({ database, ports, seal }: ClientServiceDeps) {
  const { clock, random } = ports

  const makeKey = async ({ id, kind, secret }: Pick<Client, 'id' | 'kind'> & { secret?: string | undefined }) => {
    if (kind === 'rest') {
      const key = createKey(id, random)
      return { key, stored: { keyHash: hashKey(key), sealedSecret: null } }
    }
    const key = secret ?? Buffer.from(random.bytes(24)).toString('base64url')
    return { key, stored: { keyHash: null, sealedSecret: await seal.seal(Buffer.from(key), clientSecretContext(id)) } }
  }

  return {
    list: async (): Promise<ClientView[]> => (await store.listClients(database.db)).map(toClientView),

    /** Throws `invalid-request` naming the fields that do not fit, `client-name-taken`. */
    async add({ secret, ...fields }: NewClient, staff: Staff): Promise<Shown> {
      const faults = findFaults({ ...fields, ...(secret === undefined ? {} : { secret }) })
      if (faults.length > 0) throw new AppError('invalid-request', { fields: faults })
      const id = random.id()
      const at = clock.now()
      const { key, stored } = await makeKey({ id, kind: fields.kind, secret })
      const client: Client = { id, ...fields, ...stored, createdAt: at, lastUsedAt: null, rotatedAt: null }
      await database.transact(async (tx) => {
        if (!(await store.insertClient(tx, client))) throw new AppError('client-name-taken')
        await appendAudit(tx, { at, ...staff, action: 'client.added', detail: { client: client.name, kind: client.kind } })
      })
      return { client: toClientView(client), key }
    },

    /** The old key is refused by every node as soon as its list of clients is a second old. `secret`: RADIUS, one that the device has. */
    async rotate(idOrName: string, staff: Staff, secret?: string): Promise<Shown> {
      const client = await getClient(database, idOrName)
      if (client.kind === 'rest' && secret !== undefined) throw new AppError('invalid-request', { fields: ['secret'] })
      const at = clock.now()
      const { key, stored } = await makeKey({ ...client, secret })
      const rotated = await database.transact(async (tx) => {
        const changed = await store.replaceKey(tx, client.id, { ...stored, rotatedAt: at })
        if (!changed) throw new AppError('not-found')
        await appendAudit(tx, { at, ...staff, action: 'client.rotated', detail: { client: client.name } })
        return changed
      })
      return { client: toClientView(rotated), key }
    },

    async remove(idOrName: string, staff: Staff): Promise<ClientView> {
      const client = await getClient(database, idOrName)
      await database.transact(async (tx) => {
        if (!(await store.deleteClient(tx, client.id))) throw new AppError('not-found')
        await appendAudit(tx, { at: clock.now(), ...staff, action: 'client.removed', detail: { client: client.name } })
      })
      return toClientView(client)
    },
  }
}

async function getClient({ db }: Database, idOrName: string): Promise<Client> {
  const client = await store.findClient(db, idOrName)
  if (!client) throw new AppError('not-found')
  return client
}
