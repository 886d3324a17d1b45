// Ours on PostgreSQL, with one node and two, beside the naive one on the same server. It is durable, as in production.
import { startPostgres } from '../support/postgres.ts'
import type { Contender, Target } from './contender.ts'
import { makeDataSet } from './data-set.ts'
import { createDeck } from './deck.ts'
import { type Lab, once } from './lab.ts'
import { makeNaivePostgres } from './naive-tokens.ts'
import { names } from './names.ts'
import { startNode } from './node.ts'
import { startSmall } from './small-server.ts'

export function listPostgresContenders(lab: Lab): Contender[] {
  const server = once(async () => {
    const postgres = await startPostgres({ isDurable: true })
    lab.atEnd(postgres.stop)
    return postgres
  })
  const people = once(async () => {
    const url = await (await server()).createDatabase()
    const set = await makeDataSet(lab, { count: 100_000, url })
    return { url, set, deck: createDeck(set.people) }
  })
  const nodes = once(async () => {
    const { url, set } = await people()
    return Promise.all([startNode(lab, set, { url }), startNode(lab, set, { url })])
  })
  const ours = (count: 1 | 2) => async (): Promise<Target> => {
    const { set, deck } = await people()
    const asked = (await nodes()).slice(0, count)
    return { ports: asked.map(({ port }) => port), key: set.restKey, deal: deck.right, pids: asked.map(({ pid }) => pid) }
  }
  const naive = once(async (): Promise<Target> => {
    const { set } = await people()
    const url = await (await server()).createDatabase()
    await makeNaivePostgres(url, set.people)
    const { port, pid, stop } = await startSmall('naive-server.ts', [url])
    lab.atEnd(stop)
    return { ports: [port], key: 'none', deal: createDeck(set.people).right, pids: [pid] }
  })
  const http64 = { load: 'http', lanes: 64 } as const
  return [
    { ...http64, name: names.naivePostgres, requests: 2_000, start: naive },
    { ...http64, name: names.naivePostgresFew, lanes: 8, requests: 2_000, start: naive },
    {
      ...http64,
      name: names.postgres,
      requests: 15_000,
      compared: [
        { to: names.naivePostgres, as: 'x naive', goal: 6 },
        { to: names.floor, as: 'of the floor', goal: 0.5 },
      ],
      start: ours(1),
    },
    {
      ...http64,
      name: names.postgresFew,
      lanes: 8,
      requests: 8_000,
      compared: [{ to: names.naivePostgresFew, as: 'x naive' }],
      start: ours(1),
    },
    { ...http64, name: names.twoNodes, requests: 15_000, compared: [{ to: names.postgres, as: 'x one node', goal: 1.3 }], start: ours(2) },
  ]
}
