// What the suites of /validate/check have in common: the whole server, a gateway known by its address, and a user with a fresh token each time.
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type ClientWorld, createClientWorld } from './client-world.ts'
import type { OpenDatabase } from './databases.ts'
import { createFakeClock } from './fake-clock.ts'
import type { MadeToken } from './make.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

type ValidateReply = {
  jsonrpc: string
  id: number
  version: string
  result: { status: boolean; value?: boolean; authentication?: string; error?: { code: number; message: string } }
  detail?: { message: string; serial?: string; type?: string; otplen?: number; transaction_id?: string } & Record<string, unknown>
}

export const account = 'TW01003312'
export const password = 'demo-password'

/** Called in the body of a suite; `world` and `token` are there once tests run. */
export function useValidateSuite(open: OpenDatabase) {
  const clock = createFakeClock()
  const folder = makeTemporaryFolder()
  const made: { world?: ClientWorld; token?: MadeToken } = {}
  const suite = {
    clock,
    folder,
    get world(): ClientWorld {
      return existing(made.world)
    },
    get token(): MadeToken {
      return existing(made.token)
    },
    async send(init: RequestInit & { path?: string }) {
      const response = await fetch(suite.world.origin + (init.path ?? '/validate/check'), init)
      const text = await response.text()
      return { status: response.status, headers: response.headers, reply: (text === '' ? undefined : JSON.parse(text)) as ValidateReply }
    },
    form: (fields: Record<string, string>, agent: string, headers: Record<string, string> = {}) =>
      suite.send({ method: 'POST', headers: { 'user-agent': agent, ...headers }, body: new URLSearchParams(fields) }),
  }

  beforeAll(async () => {
    made.world = await createClientWorld((await open()).location, folder, { clock })
    // The plugins send no key: the address tells who asks.
    await suite.world.addClient({
      name: 'gateway',
      addresses: ['127.0.0.1'],
      modes: ['code', 'password+code', 'challenge'],
      language: 'en',
    })
  })
  afterAll(() => made.world?.close())
  beforeEach(async () => {
    clock.advance(16 * 60_000)
    const user = await suite.world.signIn(account)
    await suite.world.database.db.updateTable('tokens').set({ state: 'revoked' }).where('userId', '=', user.id).execute()
    made.token = await suite.world.make.activeToken({ user })
  })
  return suite
}

function existing<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('used before the suite was set up')
  return value
}
