// Who may ask, from where and how often: over real HTTP, with one node and with two.
import { randomUUID } from 'node:crypto'
import { newClientSchema } from '@motp/shared/protocol/clients'
import { type ClientWorld, createClientWorld } from '@motp/tests/support/client-world'
import { forEachDatabase } from '@motp/tests/support/databases'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))

forEachDatabase('the callers of /api/v1/verify', (open) => {
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

  describe('the caller', () => {
    const good = async () => {
      const token = await world.make.activeToken()
      return { user: token.user.account, code: token.code() }
    }

    test.each([
      ['no key', ''],
      ['another key', `motp_${randomUUID()}_${'A'.repeat(43)}`],
      ['a key with a wrong end', 'WRONG-END'],
      ['something else', 'x'],
    ])('with %s is refused', async (_, shown) => {
      const sent = shown === 'WRONG-END' ? `${key.slice(0, -4)}AAAA` : shown
      expect(await world.verify(sent, await good())).toMatchObject({ status: 401, body: { error: { code: 'client-refused' } } })
    })

    test('may only ask in its modes', async () => {
      const { key: codesOnly } = await world.addClient()
      expect(await world.verify(codesOnly, { user: 'x', secret: 'y', mode: 'password+code' })).toMatchObject({
        status: 403,
        body: { error: { code: 'client-mode-refused' } },
      })
    })

    test.each([
      [['127.0.0.1'], 200],
      [['127.0.0.0/8', '2001:db8::/32'], 200],
      [['10.0.0.0/8'], 401],
      [['::1'], 401],
    ])('from an address not in %j is refused', async (addresses, status) => {
      const { key: own } = await world.addClient({ addresses })
      expect((await world.verify(own, await good())).status).toBe(status)
    })

    test('cannot claim another address, unless a trusted proxy says so', async () => {
      const { key: own } = await world.addClient({ addresses: ['203.0.113.9', '2001:db8::/32'] })
      expect((await world.verify(own, await good(), { 'x-forwarded-for': '203.0.113.9' })).status).toBe(401)
      const behindProxy = await createClientWorld(location, folder, { clock, trustProxy: 1 })
      const from = async (address: string) => (await behindProxy.verify(own, await good(), { 'x-forwarded-for': address })).status
      const statuses = [await from('203.0.113.9'), await from('::ffff:203.0.113.9'), await from('2001:db8::7')]
      expect(statuses).toEqual([200, 200, 200])
      // Only what the proxy itself wrote counts: the last one.
      expect(await from('203.0.113.9, 198.51.100.1')).toBe(401)
      await behindProxy.close()
    })

    test('that was removed, or whose key was replaced, is refused within a second on every node', async () => {
      const other = await createClientWorld(location, folder, { clock })
      const staff = { actor: 'cli', address: null }
      const [gone, turned] = [await world.addClient(), await world.addClient()]
      const statuses = async (withKey: string) => [
        (await world.verify(withKey, await good())).status,
        (await other.verify(withKey, await good())).status,
      ]
      clock.advance(1000)
      expect(await statuses(gone.key)).toEqual([200, 200])
      await world.clients.remove(gone.client.id, staff)
      const { key: fresh } = await world.clients.rotate(turned.client.id, staff)
      clock.advance(1000)
      expect(await statuses(gone.key)).toEqual([401, 401])
      expect(await statuses(turned.key)).toEqual([401, 401])
      expect(await statuses(fresh)).toEqual([200, 200])
      await other.close()
    })

    test('that another node has just added is known at once, and a replaced key too', async () => {
      const other = await createClientWorld(location, folder, { clock })
      const staff = { actor: 'cli', address: null }
      const asks = async (withKey: string) => (await world.verify(withKey, { user: 'x', code: '1' })).status
      expect(await asks(key)).toBe(200)
      const added = newClientSchema.parse({ name: 'just added', kind: 'rest' })
      clock.advance(100)
      const { client, key: fresh } = await other.clients.add(added, staff)
      expect(await asks(fresh)).toBe(200)
      clock.advance(100)
      expect(await asks((await other.clients.rotate(client.id, staff)).key)).toBe(200)
      await other.close()
    })

    test('may send so many requests a minute, on all nodes together', async () => {
      const other = await createClientWorld(location, folder, { clock })
      const { client, key: own } = await world.addClient({ requestsPerMinute: 40 })
      const answers = await Promise.all(times(60, (index) => (index % 2 ? world : other).verify(own, { user: 'x', code: '1' })))
      const codes = answers.map(({ status }) => status)
      expect(codes.filter((status) => status === 200)).toHaveLength(40)
      expect(codes.filter((status) => status === 429)).toHaveLength(20)
      expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('60')
      clock.advance(60_000)
      expect((await world.verify(own, { user: 'x', code: '1' })).status).toBe(200)
      expect((await world.clients.list()).find(({ id }) => id === client.id)?.lastUsedAt).toBe(clock.now())
      await other.close()
    })
  })
})
