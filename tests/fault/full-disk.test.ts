// A disk that fills up under the running server: it says so, accepts nothing that it cannot keep, and goes on by itself when there is space.
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServerProcess } from '../support/server-process.ts'
import { createSmallDisk } from '../support/small-disk.ts'
import { createSite, type Site } from './verification-site.ts'
import { codeOf, countOutcomes, createAsker, runAll } from './verify-asker.ts'

const groupSize = 50
const disk = createSmallDisk({ megabytes: 32 })
let site: Site
let server: ServerProcess

beforeAll(async () => {
  // Codes live for minutes, as in kill.test.ts.
  const policy = { preset: 'default', values: { 'verification.windowSteps': 5 } } as const
  site = await createSite({ engine: 'sqlite', data: disk.folder, peopleCount: 4 * groupSize, policy })
  server = await site.startNode()
})
afterAll(async () => {
  await server.stop()
  disk.remove()
})

test('503 while the disk is full, nothing accepted that is not kept; within ten seconds of free space it accepts again', async () => {
  const asker = createAsker(site.key)
  const codes = site.people.map((person) => ({ user: person.account, code: codeOf(person) }))
  const groupAt = (index: number) => codes.slice(index * groupSize, (index + 1) * groupSize)
  const show = (shown: typeof codes) => runAll(shown, 16, (code) => asker.ask(server.port, code))
  const [early, filling, full, late] = [0, 1, 2, 3].map(groupAt) as [typeof codes, typeof codes, typeof codes, typeof codes]
  expect(await readHealth()).toEqual({ status: 200, database: 'up' })
  expect(countOutcomes(await show(early))).toEqual({ accepted: groupSize })

  disk.fill(server.pid)
  // The last free bytes may be kept in files that are already there.
  const whileFilling = await show(filling)
  expect(['accepted', '503 unavailable']).toEqual(expect.arrayContaining(Object.keys(countOutcomes(whileFilling))))
  await useUp(() => show(Array.from({ length: groupSize }, () => ({ user: 'nobody', code: '000000' }))))
  expect(countOutcomes(await show(full))).toEqual({ '503 unavailable': groupSize })
  await expect.poll(readHealth, { timeout: 5_000 }).toEqual({ status: 503, database: 'down' })
  expect((await fetch(`${server.origin}/health/live`)).status).toBe(200)
  expect(countOutcomes(await show(full))).toEqual({ '503 unavailable': groupSize })

  disk.free(server.pid)
  await expect.poll(async () => (await show(late.slice(0, 1)))[0], { timeout: 10_000 }).toBe('accepted')
  await expect.poll(readHealth, { timeout: 5_000 }).toEqual({ status: 200, database: 'up' })
  expect(countOutcomes(await show([...full, ...late.slice(1)]))).toEqual({ accepted: 2 * groupSize - 1 })
  const unkept = whileFilling.map((outcome) => (outcome === 'accepted' ? 'replayed' : 'accepted'))
  expect(await show(filling)).toEqual(unkept)
  expect(countOutcomes(await show(codes))).toEqual({ replayed: codes.length })
  asker.close()
}, 60_000)

/**
 * Room in the log becomes free once more when the thread that makes checkpoints has copied it, for as long as the database need not grow:
 * asks until even a while after the last record there is none.
 */
async function useUp(ask: () => Promise<string[]>): Promise<void> {
  for (let quietRounds = 0; quietRounds < 3; ) {
    const outcomes = await ask()
    quietRounds = outcomes.every((outcome) => outcome === '503 unavailable') ? quietRounds + 1 : 0
    await delay(300)
  }
}

async function readHealth() {
  const response = await fetch(`${server.origin}/health/ready`)
  const { database } = (await response.json()) as { database: string }
  return { status: response.status, database }
}
