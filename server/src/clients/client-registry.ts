// The clients in memory, read anew at most once a second: a key that was removed or replaced is dead within that time on every node.
import type { Language } from '@motp/shared/protocol/language'
import type { VerificationMode } from '@motp/shared/protocol/verification'
import { type AddressFinder, createAddressFinder } from '../addresses/address-range.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { clientSecretContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import { type Client, isKeyOf, readKeyId } from './client.ts'
import { listClients } from './client-store.ts'

/** What the RADIUS server needs to know of a client. */
export type RadiusSecretClient = {
  id: string
  name: string
  addresses: readonly string[]
  secret: Uint8Array
  requiresMessageAuthenticator: boolean
  mode: VerificationMode
  language: Language
}

export type ClientRegistry = {
  /** The REST client of this key, asking from an address that it may ask from. */
  findByKey(key: string, address: string): Promise<Client | undefined>
  /** The REST client that is registered with this address. A client without addresses is never found so. */
  findByAddress(address: string): Promise<Client | undefined>
  findRadius(address: string): Promise<RadiusSecretClient | undefined>
  findById(id: string): Promise<Client | undefined>
}

type Deps = { database: Pick<Database, 'aside'>; ports: Pick<Ports, 'clock'>; seal: Pick<Seal, 'unseal'> }

type Listed = { client: Client; mayAskFrom: (address: string) => boolean; secret: Uint8Array | undefined }
/** `byKey`: keys that have been shown and were right; known again without hashing them for as long as the snapshot is. */
type Snapshot = {
  byId: Map<string, Listed>
  byKey: Map<string, Listed>
  restAt: AddressFinder<Listed>
  radiusAt: AddressFinder<Listed>
}

const freshForMs = 1000
/** Whom the list does not know is looked for in a newer one, if that has not been done just now: a client may have been added since. */
const newestForMs = 100

export function createClientRegistry({ database, ports, seal }: Deps): ClientRegistry {
  let cached: { at: number; snapshot: Promise<Snapshot> } | undefined
  const secrets = createSecrets(seal)

  const load = async (): Promise<Snapshot> => {
    const clients = await listClients(database.aside)
    const listed = await Promise.all(
      clients.map(async (client) => ({ client, ...readAddresses(client), secret: await secrets.open(client) })),
    )
    secrets.keepOnly(clients)
    const finderOf = (kind: Client['kind']) =>
      createAddressFinder(
        listed.filter(({ client }) => client.kind === kind).map((owner) => ({ owner, addresses: owner.client.addresses })),
      )
    const byId = new Map(listed.map((one) => [one.client.id, one]))
    return { byId, byKey: new Map(), restAt: finderOf('rest'), radiusAt: finderOf('radius') }
  }

  const read = (maxAgeMs: number): Promise<Snapshot> => {
    const now = ports.clock.now()
    if (cached && Math.abs(now - cached.at) < maxAgeMs) return cached.snapshot
    const fresh = { at: now, snapshot: load() }
    cached = fresh
    fresh.snapshot.catch(() => {
      if (cached === fresh) cached = undefined
    })
    return fresh.snapshot
  }

  const find = async <Found>(look: (snapshot: Snapshot) => Found | undefined): Promise<Found | undefined> =>
    look(await read(freshForMs)) ?? look(await read(newestForMs))

  return {
    async findByKey(key, address) {
      const id = readKeyId(key)
      if (id === undefined) return undefined
      const listed = await find((snapshot) => snapshot.byKey.get(key) ?? prove(snapshot, id, key))
      return listed?.mayAskFrom(address) ? listed.client : undefined
    },
    findByAddress: (address) => find(({ restAt }) => restAt(address)?.client),
    findRadius: (address) => find(({ radiusAt }) => toRadiusClient(radiusAt(address))),
    findById: (id) => find(({ byId }) => byId.get(id)?.client),
  }
}

function prove({ byId, byKey }: Snapshot, id: string, key: string): Listed | undefined {
  const listed = byId.get(id)
  if (!listed || !isKeyOf(listed.client, key)) return undefined
  byKey.set(key, listed)
  return listed
}

function toRadiusClient({ client, secret }: Partial<Listed> = {}): RadiusSecretClient | undefined {
  const [mode] = client?.modes ?? []
  return client && secret && mode ? { ...client, secret, mode } : undefined
}

function readAddresses({ addresses }: Client): Pick<Listed, 'mayAskFrom'> {
  const find = createAddressFinder([{ owner: true, addresses }])
  return { mayAskFrom: addresses.length === 0 ? () => true : (address) => find(address) === true }
}

/** RADIUS secrets, unsealed once each. One that does not open is as good as no client: the seal has raised the alarm. */
function createSecrets(seal: Deps['seal']) {
  const opened = new Map<string, Uint8Array>()
  return {
    async open({ id, sealedSecret }: Client): Promise<Uint8Array | undefined> {
      if (sealedSecret === null) return undefined
      const secret = opened.get(sealedSecret) ?? (await seal.unseal(sealedSecret, clientSecretContext(id)).catch(() => undefined))
      if (secret) opened.set(sealedSecret, secret)
      return secret
    },
    keepOnly(clients: readonly Client[]): void {
      const kept = new Set(clients.map(({ sealedSecret }) => sealedSecret))
      for (const sealed of opened.keys()) if (!kept.has(sealed)) opened.delete(sealed)
    },
  }
}
