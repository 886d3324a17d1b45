// `node tests/scale/time-retention.ts --data FOLDER [--events N] [--tokens N] [--rate N]`: a running server seals and removes old events of its
// trail while codes are verified, on SQLite. Makes its own site in FOLDER, prints how long anybody waited before and meanwhile, and asserts nothing.

import { parseArgs } from 'node:util'
import { createClientService } from '@motp/server/clients/client-service'
import { countStep } from '@motp/server/counts/hourly-count-store'
import { newClientSchema } from '@motp/shared/protocol/clients'
import Sqlite from 'better-sqlite3'
import { createDeck } from '../bench/deck.ts'
import { makeTokens, openBench, type Person } from '../bench/make-tokens.ts'
import { readMemory } from '../bench/process-cost.ts'
import { startServerProcess } from '../support/server-process.ts'
import { makeTrail } from './make-trail.ts'
import { type Waits, watchWaits } from './watch-waits.ts'
import { withoutIndexes } from './without-indexes.ts'

const baselineMs = 30_000
const keepDays = 30

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    events: { type: 'string', default: '1000000' },
    tokens: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '100' },
  },
})
if (values.data === undefined) throw new Error('--data FOLDER is missing')
await run(values.data, { events: Number(values.events), tokens: Number(values.tokens), rate: Number(values.rate) })

type Size = { events: number; tokens: number; rate: number }
async function run(data: string, size: Size): Promise<void> {
  const { people, key } = await makeSite(data, size)
  const server = await startServerProcess({ data })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop().then(() => process.exit(1)))
  const file = `${data}/motp.sqlite`
  const watch = { file, deck: createDeck(people), key, port: server.port, rate: size.rate }
  try {
    report('before', await watchWaits(watch, untilTime(baselineMs)))
    await allowSealing(data)
    const began = performance.now()
    const before = readMemory([server.pid]).residentMiB
    let most = before
    const isOver = untilSealed(file)
    const waits = await watchWaits(watch, async () => {
      most = Math.max(most, readMemory([server.pid]).residentMiB)
      return isOver()
    })
    report('while sealing', waits)
    const seconds = (performance.now() - began) / 1000
    const grown = (most - before).toFixed(0)
    console.log(`${describeSealed(file)} in ${seconds.toFixed(0)} s, some of it waiting to begin; the server grew by ${grown} MiB`)
  } finally {
    await server.stop()
  }
}

async function makeSite(data: string, { events, tokens }: Size): Promise<{ people: Person[]; key: string }> {
  const base = await openBench(data)
  const { database, policies } = base
  if (database.engine !== 'sqlite') throw new Error('SQLite alone')
  const { file } = database
  await policies.change({ preset: 'default', values: { 'audit.sealing': false } }, { actor: 'cli', address: null })
  const client = newClientSchema.parse({ name: 'VPN', kind: 'rest', requestsPerMinute: 600_000 })
  const added = await createClientService(base).add(client, { actor: 'cli', address: null })
  const people = await makeTokens(base, tokens)
  file.exec('delete from auditEvents; delete from auditHead')
  await withoutIndexes(file, ['auditEvents'], async () => makeTrail(file, events, { clientIds: [added.client.id], now: Date.now() }))
  while ((await countStep(database, Date.now())) > 0);
  file.pragma('wal_checkpoint(TRUNCATE)')
  await database.close()
  return { people, key: added.key }
}

async function allowSealing(data: string): Promise<void> {
  const { policies, database } = await openBench(data)
  await policies.change(
    { preset: 'default', values: { 'audit.sealing': true, 'audit.keepDays': keepDays } },
    { actor: 'cli', address: null },
  )
  await database.close()
}

function untilTime(ms: number): () => Promise<boolean> {
  const end = performance.now() + ms
  return async () => performance.now() > end
}

/** The lease was taken, and given back. */
function untilSealed(path: string): () => Promise<boolean> {
  return async () => {
    const file = new Sqlite(path, { readonly: true })
    const lease = file.prepare('select holder from leases').get() as { holder: string } | undefined
    file.close()
    return lease?.holder === ''
  }
}

function describeSealed(path: string): string {
  const file = new Sqlite(path, { readonly: true })
  const { segments, events, bytes } = file
    .prepare(
      'select count(*) as segments, max(lastSequence) as events, sum(fileBytes) as bytes from auditSegments where clearedAt is not null',
    )
    .get() as Record<'segments' | 'events' | 'bytes', number>
  file.close()
  return `${events} events in ${segments} segments, ${(bytes / 1_048_576).toFixed(0)} MiB`
}

function report(when: string, { verifications, locks }: Waits): void {
  const at = (list: readonly number[], share: number) => (list[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0).toFixed(1)
  const describe = (list: number[]) => {
    const sorted = list.toSorted((a, b) => a - b)
    return `median ${at(sorted, 0.5)}, p99 ${at(sorted, 0.99)}, longest ${at(sorted, 1)} ms`
  }
  const times = verifications.map(({ ms }) => ms)
  const outcomes = Object.entries(Object.groupBy(verifications, ({ outcome }) => outcome)).map(([name, list]) => `${list?.length} ${name}`)
  console.log(`${when}: verifications ${outcomes.join(', ')}: ${describe(times)}; lock held: ${describe(locks)} (${locks.length} seen)`)
}
