// A database that goes away in the middle: nothing is accepted, the caller is told so, and it goes on by itself when the database is back.
import { once } from 'node:events'
import net from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type ClientWorld, createClientWorld } from '../support/client-world.ts'
import { createDatabaseAt } from '../support/postgres.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

let link: Awaited<ReturnType<typeof createLink>>
let world: ClientWorld
let key: string
const folder = makeTemporaryFolder()

beforeAll(async () => {
  const url = new URL(await createDatabaseAt(inject('postgresUrl')))
  link = await createLink(Number(url.port), url.hostname)
  url.port = String(link.port)
  url.hostname = '127.0.0.1'
  world = await createClientWorld(url.href, folder)
  key = (await world.addClient()).key
})
afterAll(async () => {
  await world.close()
  await link.cut()
})

test('503 while the database is gone, nothing accepted; the same code is taken when it is back', async () => {
  const token = await world.make.activeToken()
  const request = { user: token.user.account, code: token.code() }
  expect((await world.verify(key, { ...request, code: '000000' })).status).toBe(200)
  await link.cut()
  for (const _ of [1, 2, 3]) {
    // Known clients stay known for a second; after that not even the key can be looked up.
    expect(await world.verify(key, request)).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } })
    world.clock.advance(1000)
  }
  const form = new URLSearchParams({ user: token.user.account, pass: token.code() })
  const check = (path: string) => fetch(world.origin + path, { method: 'POST', headers: { authorization: key }, body: form })
  expect((await check('/validate/check')).status).toBe(503)
  expect((await check('/validate/radiuscheck')).status).toBe(503)
  await link.mend()
  expect((await world.verify(key, { ...request, code: token.code() })).body).toMatchObject({ accepted: true })
})

/** A wire to the database that can be cut and mended. */
async function createLink(targetPort: number, targetHost: string) {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    const onward = net.connect(targetPort, targetHost)
    for (const one of [socket, onward]) {
      sockets.add(one)
      one.on('error', () => undefined)
      one.on('close', () => sockets.delete(one))
    }
    socket.pipe(onward).pipe(socket)
  })
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(0)
  const { port } = server.address() as net.AddressInfo
  return {
    port,
    async cut(): Promise<void> {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    mend: () => listen(port),
  }
}
