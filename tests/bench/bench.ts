// `pnpm bench [--large] [--rounds N]`: everything side by side in one run on this machine, rounds interleaved, medians of three. Real server
// processes, real keys, durable writes, audit included. It measures and asserts nothing but that every code was accepted, once.
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createClientService } from '@motp/server/clients/client-service'
import type { Base } from '@motp/server/compose'
import { newClientSchema } from '@motp/shared/protocol/clients'
import { startPostgres } from '../support/postgres.ts'
import { startServerProcess } from '../support/server-process.ts'
import { type Contender, runRound, startSmall } from './contender.ts'
import type { LoadReport } from './load.ts'
import { measureFsyncs, measureHmacs } from './machine-limits.ts'
import { makeNaiveTokens, makeTokens, openBench } from './make-tokens.ts'
import { formatTable, summarise, writeReport } from './report.ts'

const { values } = parseArgs({ options: { large: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' } } })
const floorName = 'floor: bare node:http, 64 connections'
const naiveName = 'naive: Express, otplib, SQLite, 64 connections'
const folder = await mkdtemp(join(tmpdir(), 'motp-bench-'))
const cleanups: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
const oneByOne = { people: 0 }

try {
  const limits = { fsyncsPerSecond: measureFsyncs(join(folder, 'fsync')), hmacsPerSecond: measureHmacs() }
  const contenders = [
    ...(await prepareSqlite(100_000)),
    ...(await prepareSqlite(1_000)),
    ...(values.large ? await prepareSqlite(1_000_000) : []),
    ...(await preparePostgres(100_000)),
  ]
  const rounds = new Map<string, LoadReport[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const contender of contenders) rounds.get(contender.name)?.push(await runRound(contender))
  }
  const results = [...rounds].map(([name, reports]) => summarise(name, reports))
  const machine = { processors: availableParallelism(), load: loadavg(), node: process.version, at: new Date().toISOString(), ...limits }
  await writeReport(fileURLToPath(new URL('../../test-results/bench.json', import.meta.url)), { machine, results })
  console.log(formatTable(results, { floor: floorName, naive: naiveName }))
  console.log(
    `fsyncs/s ${limits.fsyncsPerSecond.toFixed(0)}, HMACs/s ${limits.hmacsPerSecond.toFixed(0)}, ${machine.processors} processors`,
  )
  console.log(`load of the machine at the end ${machine.load.map((load) => load.toFixed(1)).join(' ')}`)
} finally {
  for (const cleanup of cleanups.toReversed()) await cleanup()
}

/** Ours on SQLite; with the largest usual size also the floor and the baseline on the same seeds. */
async function prepareSqlite(count: number): Promise<Contender[]> {
  const data = join(folder, `sqlite-${count}`)
  const base = await openBench(data)
  cleanups.push(() => base.database.close())
  const people = await makeTokens(base, count)
  const server = await startServerProcess({ data })
  cleanups.push(server.stop)
  const ours = { ports: [server.port], key: await addKey(base), people, spent: { people: 0 } }
  const renew = () =>
    base.database.db
      .updateTable('tokens')
      .set({ lastStep: 0, drift: 0 })
      .execute()
      .then(() => undefined)
  const name = `ours: SQLite, ${count.toLocaleString('en')} tokens`
  if (count < 10_000) return [{ ...ours, name: `${name}, 64 connections`, connections: 64, requests: 2 * count, renew }]
  const contenders = [{ ...ours, name: `${name}, 64 connections`, connections: 64, requests: 5_000 }]
  if (count > 100_000) return contenders
  const floor = await startSmall('floor-server.ts')
  const naivePath = join(folder, 'naive.sqlite')
  makeNaiveTokens(naivePath, people)
  const naive = await startSmall('naive-server.ts', [naivePath])
  cleanups.push(floor.stop, naive.stop)
  const plain = { key: 'none', people, spent: oneByOne }
  return [
    { ...plain, name: floorName, ports: [floor.port], connections: 64, requests: 10_000 },
    { ...plain, name: naiveName, ports: [naive.port], connections: 64, requests: 800 },
    { ...plain, name: naiveName.replace('64', '8'), ports: [naive.port], connections: 8, requests: 800 },
    ...contenders,
    { ...ours, name: `${name}, 8 connections`, connections: 8, requests: 1_500 },
  ]
}

async function preparePostgres(count: number): Promise<Contender[]> {
  const postgres = await startPostgres({ isDurable: true })
  cleanups.push(postgres.stop)
  const url = await postgres.createDatabase()
  const data = join(folder, 'postgres')
  const base = await openBench(data, url)
  cleanups.push(() => base.database.close())
  const people = await makeTokens(base, count)
  const nodes = await Promise.all([1, 2].map(() => startServerProcess({ data, environment: { MOTP_DATABASE_URL: url } })))
  cleanups.push(...nodes.map(({ stop }) => stop))
  const ours = { key: await addKey(base), people, spent: { people: 0 }, connections: 64, requests: 2_000 }
  const name = `ours: PostgreSQL, ${count.toLocaleString('en')} tokens`
  const ports = nodes.map(({ port }) => port)
  return [
    { ...ours, name: `${name}, 1 node, 64 connections`, ports: ports.slice(0, 1) },
    { ...ours, name: `${name}, 2 nodes, 64 connections`, ports },
  ]
}

async function addKey(base: Base): Promise<string> {
  const client = newClientSchema.parse({ name: 'bench', kind: 'rest', maySeeReasons: true, requestsPerMinute: 10_000_000 })
  return (await createClientService(base).add(client, { actor: 'cli', address: null })).key
}
