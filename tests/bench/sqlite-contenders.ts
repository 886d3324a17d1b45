// Ours on SQLite, over REST, HTTPS and RADIUS, beside the naive one, FreeRADIUS and the floors. What shares a database shares its deck.
import { join } from 'node:path'
import { openDatabase } from '@motp/server/database/database'
import { sql } from 'kysely'
import { writeCertificate } from './certificate-files.ts'
import type { Contender, Target } from './contender.ts'
import { copyDataSet, type DataSet, makeDataSet } from './data-set.ts'
import { createDeck, createRenewingDeal, type Deal, miss } from './deck.ts'
import { startFreeradius } from './freeradius.ts'
import { type Lab, once } from './lab.ts'
import type { Person } from './make-tokens.ts'
import { makeNaiveSqlite } from './naive-tokens.ts'
import { names } from './names.ts'
import { startNode } from './node.ts'
import { startSmall } from './small-server.ts'

const slowedMs = 5
/** For those that do not look at the code. */
const anyCode = { user: 'tw00000000', code: '123456' }
const anyDeal: Deal = async (count) => Array.from({ length: count }, () => anyCode)
const overFloor = (goal: number) => ({ to: names.floor, as: 'of the floor', goal })

/** `people`: the data set of 100,000, which nothing else has opened yet. */
export function listSqliteContenders(lab: Lab, people: () => Promise<DataSet>): Contender[] {
  const certificate = once(() => writeCertificate(lab.folder))
  const main = once(async () => {
    const set = await copyDataSet(await people(), 'main')
    return { set, node: await startNode(lab, set), deck: createDeck(set.people) }
  })
  const overRest = (kind: 'right' | 'wrong') => async (): Promise<Target> => {
    const { set, node, deck } = await main()
    return { ports: [node.port], key: set.restKey, deal: deck[kind], pids: [node.pid], countSyncs: node.countSyncs }
  }
  const naive = once(() => startNaive(lab, people))
  const http64 = { load: 'http', lanes: 64 } as const
  const contenders: Contender[] = [
    { ...http64, name: names.floor, requests: 25_000, start: () => startFloor(lab) },
    { ...http64, name: names.naive, requests: 2_000, start: naive },
    { ...http64, name: names.naiveFew, lanes: 8, requests: 2_000, start: naive },
    {
      ...http64,
      name: names.usual,
      requests: 20_000,
      compared: [{ to: names.naive, as: 'x naive', goal: 12 }, overFloor(0.75)],
      p99GoalMs: 20,
      start: overRest('right'),
    },
    {
      ...http64,
      name: names.few,
      lanes: 8,
      requests: 10_000,
      compared: [{ to: names.naiveFew, as: 'x naive', goal: 6 }],
      p99GoalMs: 5,
      start: overRest('right'),
    },
    {
      ...http64,
      name: names.refused,
      requests: 12_000,
      expects: 'refused',
      compared: [{ to: names.usual, as: 'of accepted ones', goal: 0.8 }],
      start: overRest('wrong'),
    },
    { ...http64, name: names.small, requests: 20_000, start: () => startSmallSet(lab) },
    { ...http64, name: names.httpsFloor, requests: 20_000, start: async () => startFloor(lab, await certificate()) },
    {
      ...http64,
      name: names.https,
      requests: 15_000,
      compared: [{ to: names.httpsFloor, as: 'of bare https', goal: 0.75 }],
      start: async () => startAlone(lab, await copyDataSet(await people(), 'https'), { tls: await certificate() }),
    },
    {
      load: 'radius',
      lanes: 64,
      name: names.radius,
      requests: 20_000,
      compared: [
        { to: names.usual, as: 'of REST', goal: 0.8 },
        { to: names.freeradius, as: 'of FreeRADIUS', goal: 0.3 },
      ],
      start: async () => {
        const { set, node, deck } = await main()
        return { ports: [node.radiusPort], key: set.radiusSecret, deal: deck.right, pids: [node.pid], countSyncs: node.countSyncs }
      },
    },
    {
      load: 'radius',
      lanes: 64,
      name: names.freeradius,
      requests: 50_000,
      start: async () => {
        const { port, secret, pid } = await startFreeradius(lab, [anyCode])
        return { ports: [port], key: secret, deal: anyDeal, pids: [pid] }
      },
    },
  ]
  return lab.shim ? [...contenders, ...listSlowed(lab, people)] : contenders
}

export function listLargeContenders(lab: Lab): Contender[] {
  const compared = [{ to: names.small, as: 'of 1,000 tokens', goal: 0.8 }]
  const start = once(async () => startAlone(lab, await makeDataSet(lab, { count: 1_000_000 })))
  const http64 = { load: 'http', lanes: 64, start } as const
  return [
    { ...http64, name: names.large, requests: 20_000, compared },
    // Longer than rows of tokens may wait for what the trail says: they are written at the same time.
    { ...http64, name: names.sustained, requests: 450_000, forMs: 15_000, compared: [{ to: names.large, as: 'of a short round' }] },
  ]
}

function listSlowed(lab: Lab, people: () => Promise<DataSet>): Contender[] {
  return [
    { name: names.naiveSlowed, load: 'http', lanes: 64, requests: 500, start: () => startNaive(lab, people, slowedMs) },
    {
      name: names.slowed,
      load: 'http',
      lanes: 64,
      requests: 20_000,
      compared: [{ to: names.naiveSlowed, as: 'x naive', goal: 30 }],
      start: async () => startAlone(lab, await copyDataSet(await people(), 'slowed'), { slowedMs }),
    },
  ]
}

async function startFloor(lab: Lab, tls?: { certFile: string; keyFile: string; ca: string }): Promise<Target> {
  const { port, pid, stop } = await startSmall('floor-server.ts', tls ? [tls.certFile, tls.keyFile] : [])
  lab.atEnd(stop)
  return { ports: [port], key: 'none', deal: anyDeal, pids: [pid], ca: tls?.ca }
}

async function startNaive(lab: Lab, people: () => Promise<DataSet>, delayMs = 0): Promise<Target> {
  const set = await people()
  const path = join(lab.folder, `naive-${delayMs}.sqlite`)
  makeNaiveSqlite(path, set.people)
  const watch = lab.shim?.watch(`naive-${delayMs}`, delayMs)
  const { port, pid, stop } = await startSmall('naive-server.ts', [path], watch?.environment)
  lab.atEnd(stop)
  return { ports: [port], key: 'none', deal: createDeck(set.people).right, pids: [pid], countSyncs: watch?.count }
}

async function startAlone(lab: Lab, set: DataSet, options: Parameters<typeof startNode>[2] = {}): Promise<Target> {
  const node = await startNode(lab, set, options)
  const deal = createDeck(set.people).right
  return { ports: [node.port], key: set.restKey, deal, pids: [node.pid], countSyncs: node.countSyncs, ca: options.tls?.ca }
}

/** Few tokens have few codes: in bursts of two codes each, between which used ones are made good again. */
async function startSmallSet(lab: Lab): Promise<Target> {
  const set = await makeDataSet(lab, { count: 1_000 })
  const target = await startAlone(lab, set)
  const database = openDatabase(join(set.data, 'motp.sqlite'))
  lab.atEnd(database.close)
  // As a row that is written after the end of the trail: what waits there to be folded in does not come back.
  const trailEnd = sql<number>`(select max("sequence") from "auditEvents")`
  const [port] = target.ports
  const ask = (person: Person) =>
    fetch(`http://localhost:${port}/api/v1/verify`, {
      method: 'POST',
      headers: { authorization: `Bearer ${target.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(miss(person)),
    })
  const renew = async () => {
    await database.db.updateTable('tokens').set({ foldedSequence: trailEnd }).execute()
    // In a statement of its own, as everybody changes a row: the node learns of it.
    await database.db.updateTable('tokens').set({ lastStep: 0, drift: 0, failures: 0, lockedUntil: null }).execute()
    // The node has them all in memory again, as it would have so few.
    for (const person of set.people) await (await ask(person)).arrayBuffer()
  }
  return { ...target, deal: createRenewingDeal(set.people, renew), dealAtMost: 2 * set.people.length }
}
