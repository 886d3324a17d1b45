// `motp serve --workers 2`: several processes on one port, of which one may die. On SQLite all of them have their codes judged by their parent.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../support/free-port.ts'
import { writeProductionConfig } from '../support/production-config.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { createSite, type Site } from './verification-site.ts'
import { type Asker, codeOf, countOutcomes, createAsker, runAll } from './verify-asker.ts'

const codeCount = 1_000
const copies = 8

// Codes live for minutes: a code shown again is refused for having been used and for nothing else.
const policy = { preset: 'default', values: { 'verification.windowSteps': 5 } } as const

describe.each(['sqlite', 'postgres'] as const)('two workers on %s', (engine) => {
  const data = makeTemporaryFolder()
  let site: Site
  let server: ServerProcess
  let asker: Asker

  beforeAll(async () => {
    site = await createSite({ engine, data, peopleCount: codeCount + 200, policy })
    const port = await findFreePort()
    const configFile = writeProductionConfig({ data, port, database: site.databaseUrl })
    server = await startServerProcess({ data, port, configFile, args: ['--workers', '2'] })
    asker = createAsker(site.key)
  }, 60_000)
  afterAll(async () => {
    asker.close()
    await server.stop()
  })

  test(`accept each of ${codeCount} codes exactly once of ${copies} times`, async () => {
    expect(listWorkers(server.pid)).toHaveLength(2)
    const shown = site.people.slice(0, codeCount).map((person) => ({ user: person.account, code: codeOf(person) }))
    const requests = Array.from({ length: copies }, () => shown).flat()
    const outcomes = await runAll(requests, 64, (code) => asker.ask(server.port, code))
    const { accepted, ...refused } = countOutcomes(outcomes)
    expect(accepted).toBe(codeCount)
    // Locked: the seven copies of one code are as many failures.
    expect(Object.keys(refused).toSorted()).toEqual(['locked', 'replayed'])
  }, 60_000)

  test('go on when one of them is killed, and are two again', async () => {
    const [killed = 0] = listWorkers(server.pid)
    process.kill(killed, 'SIGKILL')
    const outcomes = await runAll(site.people.slice(codeCount), 4, async (person) => {
      const code = { user: person.account, code: codeOf(person) }
      let outcome = 'unanswered'
      // Some kept connections lead to the one that died.
      while (outcome === 'unanswered') outcome = await asker.ask(server.port, code)
      return outcome
    })
    const { accepted = 0, replayed = 0, ...others } = countOutcomes(outcomes)
    // Replayed: kept, but its answer was lost with the worker.
    expect({ sum: accepted + replayed, others }).toEqual({ sum: 200, others: {} })
    expect(replayed).toBeLessThanOrEqual(4)
    await expect.poll(() => listWorkers(server.pid).filter((pid) => pid !== killed), { timeout: 15_000 }).toHaveLength(2)
  }, 60_000)

  test('end with their parent', async () => {
    const workers = listWorkers(server.pid)
    expect(await server.stop()).toBe(0)
    expect(workers.filter(isAlive)).toEqual([])
  }, 30_000)
})

function listWorkers(parent: number): number[] {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim()
  return children === '' ? [] : children.split(' ').map(Number)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
