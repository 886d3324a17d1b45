// kill -9 of a node in the middle of ten thousand verifications: what it acknowledged stays, and no code is ever acknowledged twice.
import { verifyAudit } from '@motp/server/audit/audit-store'
import { afterAll, describe, expect, test } from 'vitest'
import type { ServerProcess } from '../support/server-process.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { createSite } from './verification-site.ts'
import { codeOf, countOutcomes, createAsker, runAll } from './verify-asker.ts'

const codeCount = 10_000
const killAfter = 3_000
const connections = 256

// Codes live for minutes: however slow the machine is, a code shown again is refused for having been used and for nothing else.
const policy = { preset: 'default', values: { 'verification.windowSteps': 5 } } as const

describe.each([
  { engine: 'sqlite', nodeCount: 1, story: 'the only node is killed and started again on its data' },
  { engine: 'postgres', nodeCount: 2, story: 'one of two nodes is killed and a new one added while the other goes on' },
] as const)('on $engine, when $story', ({ engine, nodeCount }) => {
  const data = makeTemporaryFolder()
  const nodes: ServerProcess[] = []
  afterAll(() => Promise.all(nodes.map((node) => node.kill())))

  test('nothing acknowledged is lost, nothing is accepted twice, and the trail is whole', async () => {
    const site = await createSite({ engine, data, peopleCount: codeCount, policy })
    nodes.push(...(await Promise.all(Array.from({ length: nodeCount }, site.startNode))))
    const asker = createAsker(site.key)
    const codes = site.people.map((person) => ({ user: person.account, code: codeOf(person) }))
    let replacement: Promise<unknown> | undefined
    let acknowledged = 0

    const killOne = async (): Promise<void> => {
      await nodes.shift()?.kill()
      nodes.push(await site.startNode())
    }
    const show = async (code: (typeof codes)[number], index: number) => {
      const node = nodes[index % nodes.length]
      if (!node) return 'not asked'
      const outcome = await asker.ask(node.port, code)
      if (outcome === 'accepted' && ++acknowledged === killAfter) replacement = killOne()
      return outcome
    }

    const before = await runAll(codes, connections, show)
    await replacement
    const after = await runAll(codes, connections, show)
    asker.close()
    console.log(`${engine}: killed after ${killAfter}`, { shown: countOutcomes(before), shownAgain: countOutcomes(after) })

    // It was killed in the middle: with answers given, with requests in hand, and with its successor answering.
    expect(countOutcomes(before)).toMatchObject({ accepted: expect.any(Number), unanswered: expect.any(Number) })
    const kept = before.flatMap((outcome, index) => (outcome === 'accepted' ? [after[index]] : []))
    expect(countOutcomes(kept.map(String))).toEqual({ replayed: kept.length })
    const open = before.flatMap((outcome, index) => (outcome === 'accepted' ? [] : [`${outcome}, then ${after[index]}`]))
    expect(['not asked, then accepted', 'unanswered, then accepted', 'unanswered, then replayed']).toEqual(
      expect.arrayContaining(Object.keys(countOutcomes(open))),
    )

    const { trail, acceptances, tokens } = await site.inspect(async ({ database: { db } }) => {
      const events = await db.selectFrom('auditEvents').select('tokenId').where('action', '=', 'verification.accepted').execute()
      return { trail: await verifyAudit(db), acceptances: events.length, tokens: new Set(events.map(({ tokenId }) => tokenId)).size }
    })
    expect({ acceptances, tokens }).toEqual({ acceptances: codeCount, tokens: codeCount })
    expect(trail).toMatchObject({ ok: true })
  }, 180_000)
})
