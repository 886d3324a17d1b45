// A database of the product with people and their tokens, and the two relying systems that ask about them.
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { createClientService } from '@motp/server/clients/client-service'
import type { Base } from '@motp/server/compose'
import { newClientSchema } from '@motp/shared/protocol/clients'
import type { Lab } from './lab.ts'
import { makeTokens, openBench, type Person } from './make-tokens.ts'

export type DataSet = { name: string; data: string; people: readonly Person[]; restKey: string; radiusSecret: string }

export async function makeDataSet(lab: Lab, { count, url }: { count: number; url?: string }): Promise<DataSet> {
  const began = performance.now()
  const name = `${url ? 'postgres' : 'sqlite'}-${count}`
  const data = join(lab.folder, name)
  const base = await openBench(data, url)
  const people = await makeTokens(base, count)
  const restKey = await addClient(base, 'rest')
  const radiusSecret = await addClient(base, 'radius')
  await base.database.close()
  console.error(`${name}: ${count} tokens sealed in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return { name, data, people, restKey, radiusSecret }
}

/** The same people in a database of their own; before any server has opened the first. */
export async function copyDataSet(set: DataSet, as: string): Promise<DataSet> {
  const data = `${set.data}-${as}`
  await cp(set.data, data, { recursive: true })
  return { ...set, name: `${set.name}-${as}`, data }
}

async function addClient(base: Base, kind: 'rest' | 'radius'): Promise<string> {
  const terms = kind === 'rest' ? { maySeeReasons: true } : { addresses: ['127.0.0.1'] }
  const client = newClientSchema.parse({ name: `bench ${kind}`, kind, requestsPerMinute: 10_000_000, ...terms })
  return (await createClientService(base).add(client, { actor: 'cli', address: null })).key
}
