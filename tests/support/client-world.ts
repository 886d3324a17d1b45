// A whole server in the test's own process, on a real port, with a clock that the test moves: for what relying systems ask.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createApp } from '@motp/server/app'
import { compose } from '@motp/server/compose'
import type { Config } from '@motp/server/config'
import type { User } from '@motp/server/users/user'
import { type NewClient, newClientSchema } from '@motp/shared/protocol/clients'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createMake } from './make.ts'
import { createTestPorts } from './test-ports.ts'

export type ClientWorld = Awaited<ReturnType<typeof createClientWorld>>

type Options = { clock?: FakeClock; trustProxy?: number; radius?: Config['radius'] }

/** `radius`: as configured; the test itself listens there. `keyFolder`: shared by the worlds of one database. A second world on the same database is a second node. */
export async function createClientWorld(
  databaseLocation: string,
  keyFolder: string,
  { clock = createFakeClock(), trustProxy = 0, radius }: Options = {},
) {
  const ports = createTestPorts(clock)
  const origins = new Set<string>()
  const config: Config = {
    mode: 'trial',
    dataFolder: keyFolder,
    databaseLocation,
    keyFile: join(keyFolder, 'seal.key'),
    segmentFolder: join(keyFolder, 'audit-segments'),
    http: { host: '127.0.0.1', port: 0 },
    https: undefined,
    radius,
    publicOrigin: 'http://localhost',
    allowedOrigins: origins,
    trustProxy,
    directories: 'demo',
    mail: 'demo-inbox',
    folders: { console: keyFolder, tokenApp: keyFolder },
  }
  const parts = await compose(config, ports)
  const server = createServer(createApp(config, ports, parts)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  origins.add(origin)
  const make = createMake({ ...parts, ports })

  return {
    ...parts,
    ...ports,
    make,
    origin,
    /** A person of the demo directory, known here from a sign-in. */
    async signIn(account: string, secret = 'demo-password'): Promise<User> {
      const visitor = { requestId: 'r', address: '192.0.2.1', agent: 'Test', language: 'en' } as const
      return (await parts.signIns.signIn({ account, secret }, visitor)).session.user
    },
    /** Known to every node from now on. */
    async addClient(fields: Partial<NewClient> = {}) {
      const client = newClientSchema.parse({ name: `client ${ports.random.hex(6)}`, kind: 'rest', ...fields })
      const added = await parts.clients.add(client, { actor: 'cli', address: null })
      clock.advance(1000)
      return added
    },
    /** POST /api/v1/verify. */
    async verify(key: string, body: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(`${origin}/api/v1/verify`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> & ErrorShape }
    },
    async close(): Promise<void> {
      server.close()
      server.closeAllConnections()
      await parts.stop()
    },
  }
}

type ErrorShape = { error?: { code: string; requestId: string } }
