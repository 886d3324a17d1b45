// A site of real server processes for the tests of faults: people with an active token each, a client that may see reasons, and nodes to
// start, kill and start again. The database is closed while nodes run, so that a killed one leaves behind what a power cut leaves.
import { createClientService } from '@motp/server/clients/client-service'
import type { Base } from '@motp/server/compose'
import type { Policy } from '@motp/server/policies/policy'
import type { PresetName } from '@motp/shared/protocol/admin-policy'
import { newClientSchema } from '@motp/shared/protocol/clients'
import type { VerificationMode } from '@motp/shared/protocol/verification'
import { inject } from 'vitest'
import { makeTokens, openBench, type Person } from '../bench/make-tokens.ts'
import { createDatabaseAt } from '../support/postgres.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'

export type Site = {
  people: readonly Person[]
  /** Of the client. */
  key: string
  /** Undefined: SQLite. */
  databaseUrl: string | undefined
  startNode(): Promise<ServerProcess>
  /** Opens the database for `work`, beside whatever runs. */
  inspect<Found>(work: (base: Base) => Promise<Found>): Promise<Found>
}

export type SiteOptions = {
  engine: 'sqlite' | 'postgres'
  /** Of the database on SQLite, and of the key file. */
  data: string
  peopleCount: number
  policy?: { preset: PresetName; values?: Partial<Policy> }
  modes?: readonly VerificationMode[]
}

const operator = { actor: 'cli', address: null }

export async function createSite({ engine, data, peopleCount, policy, modes = ['code'] }: SiteOptions): Promise<Site> {
  const databaseUrl = engine === 'postgres' ? await createDatabaseAt(inject('postgresUrl')) : undefined
  const inspect: Site['inspect'] = async (work) => {
    const base = await openBench(data, databaseUrl)
    try {
      return await work(base)
    } finally {
      await base.database.close()
    }
  }
  const { people, key } = await inspect(async (base) => {
    if (policy) await base.policies.change({ preset: policy.preset, values: policy.values ?? {} }, operator)
    const client = newClientSchema.parse({ name: 'VPN', kind: 'rest', modes, maySeeReasons: true, requestsPerMinute: 10_000_000 })
    const added = await createClientService(base).add(client, operator)
    return { people: await makeTokens(base, peopleCount), key: added.key }
  })
  const environment: Record<string, string> = databaseUrl === undefined ? {} : { MOTP_DATABASE_URL: databaseUrl }
  return { people, key, databaseUrl, startNode: () => startServerProcess({ data, environment }), inspect }
}
