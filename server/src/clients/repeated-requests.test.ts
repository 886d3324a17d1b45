// Idempotency-Key over real HTTP: the same request is judged once, on one node or on two.
import type { VerificationReply } from '@motp/shared/protocol/verification'
import { listAudit } from '@motp/tests/support/audit-trail'
import { type ClientWorld, createClientWorld } from '@motp/tests/support/client-world'
import { forEachDatabase } from '@motp/tests/support/databases'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRepeatedRequests } from './repeated-requests.ts'

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))

forEachDatabase('POST /api/v1/verify', (open) => {
  const folder = makeTemporaryFolder()
  const clock = createFakeClock()
  let world: ClientWorld
  let location: string
  let key: string

  beforeAll(async () => {
    location = (await open()).location
    world = await createClientWorld(location, folder, { clock })
    key = (await world.addClient()).key
  })
  afterAll(() => world.close())

  describe('a request that is sent again', () => {
    let trustedKey: string
    beforeAll(async () => {
      trustedKey = (await world.addClient({ maySeeReasons: true })).key
    })

    const again = (own: string, request: unknown, repeatKey: string, where = world) =>
      where.verify(own, request, { 'idempotency-key': repeatKey })

    test('under its key gets the same answer, for ten minutes; without it the code is replayed', async () => {
      const token = await world.make.activeToken()
      const request = { user: token.user.account, code: token.code() }
      const accepted = { accepted: true, serial: token.serial }
      expect((await again(key, request, 'k1')).body).toEqual(accepted)
      clock.advance(10 * 60_000 - 1)
      expect((await again(key, request, 'k1')).body).toEqual(accepted)
      expect(await token.read()).toMatchObject({ failures: 0 })
      expect((await world.verify(key, request)).body).toEqual({ accepted: false })
      clock.advance(1)
      expect((await again(key, request, 'k1')).body).toEqual({ accepted: false })
    })

    test('at the same time, on two nodes, is judged once', async () => {
      const other = await createClientWorld(location, folder, { clock })
      const token = await world.make.activeToken()
      const request = { user: token.user.account, code: token.code() }
      const answers = await Promise.all(times(32, (index) => again(key, request, 'k2', index % 2 ? world : other)))
      expect(answers.map(({ body }) => body)).toEqual(times(32, () => ({ accepted: true, serial: token.serial })))
      expect(await token.read()).toMatchObject({ failures: 0 })
      const events = (await listAudit(world.database.db, { limit: 100 })).filter(({ tokenId }) => tokenId === token.id)
      expect(events).toHaveLength(1)
      await other.close()
    })

    test('a refusal is kept too', async () => {
      const token = await world.make.activeToken()
      const request = { user: token.user.account, code: '000000' }
      expect((await again(trustedKey, request, 'k3')).body).toEqual((await again(trustedKey, request, 'k3')).body)
      expect(await token.read()).toMatchObject({ failures: 1 })
    })

    test('another request under the same key is a conflict, also while the first is under way; another client’s key is its own', async () => {
      const token = await world.make.activeToken()
      const request = { user: token.user.account, code: token.code() }
      const [one, two] = await Promise.all([again(key, request, 'k4'), again(key, { ...request, code: '111111' }, 'k4')])
      expect([one.status, two.status].toSorted()).toEqual([200, 409])
      expect(await again(key, { ...request, code: '222222' }, 'k4')).toMatchObject({
        status: 409,
        body: { error: { code: 'idempotency-conflict' } },
      })
      expect((await again(trustedKey, request, 'k4')).status).toBe(200)
    })

    test('what is kept does not give away the code', async () => {
      const token = await world.make.activeToken()
      await again(key, { user: token.user.account, code: token.code() }, 'k5')
      const rows = await world.database.db.selectFrom('idempotencyKeys').selectAll().execute()
      expect(rows.length).toBeGreaterThan(0)
      expect(JSON.stringify(rows)).not.toContain(token.code())
    })

    test.each(['', 'x'.repeat(129), 'with space', 'é'])('under the key "%s" is refused', async (repeatKey) => {
      expect(await again(key, { user: 'x', code: '1' }, repeatKey)).toMatchObject({
        status: 400,
        body: { error: { code: 'invalid-request' } },
      })
    })
  })

  test('of two nodes that judge one request in the same moment, the second undoes its verdict and gives the answer of the first', async () => {
    const request = { clientId: 'c1', key: 'k', requestHash: 'h' }
    const both = Promise.withResolvers<void>()
    let arrived = 0
    let undone = 0
    const askOn = (reply: VerificationReply) =>
      createRepeatedRequests({ database: world.database, ports: world }).answerOnce(request, async (keep) => {
        arrived += 1
        if (arrived === 2) both.resolve()
        await both.promise
        const judged = world.database.transact((tx) => keep(tx, reply))
        await judged.catch((error: unknown) => {
          undone += 1
          throw error
        })
        return reply
      })
    const answers = await Promise.all([askOn({ accepted: true, serial: 'A' }), askOn({ accepted: false })])
    expect(answers[0]).toEqual(answers[1])
    expect(undone).toBe(1)
  })
})
