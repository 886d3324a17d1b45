// A console that registers a phone online: slot, session, start, scan, confirm, on a database for tests.
import type { Caller } from '@motp/server/sessions/session'
import type { OpenDatabase } from './databases.ts'
import { greetServer, type Provisioning, scanQr } from './fake-phone.ts'
import { createRegistrationWorld } from './registration-world.ts'

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile Safari/604.1'
const visitor = { address: '192.0.2.44', agent: iPhone }

export type EnrollmentOptions = Parameters<typeof createRegistrationWorld>[1]

export async function createEnrollmentWorld(open: OpenDatabase, options?: EnrollmentOptions) {
  const database = await open()
  const world = await createRegistrationWorld(database, options)
  const { user, token } = await world.make.slot()
  const caller = world.make.caller(user)
  const server: Provisioning = {
    hello: (message) => world.provisioning.hello(message, visitor),
    finish: (message) => world.provisioning.finish(message, visitor),
  }
  const start = async (by: Caller = caller) => {
    const started = await world.enrollmentStart.start(token.id, 'online', by)
    if (started.mode !== 'online') throw new Error('not online')
    return started
  }
  const scan = (qr: string) => scanQr(qr, 'Test', { server, nowMs: world.clock.now() })
  const greet = (qr: string) => greetServer(qr, { server, nowMs: world.clock.now() })
  const confirm = (id: string, code: string) => world.confirmation.confirm(id, { code }, caller)
  const readRow = (id: string) => database.db.selectFrom('enrollments').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const readToken = async () => (await world.tokens.list(caller))[0]
  return { ...world, database, user, slot: token, caller, server, start, scan, greet, confirm, readRow, readToken }
}

/** The same with the phone arrived: what is missing is the code. */
export async function createKeyedWorld(open: OpenDatabase, options?: EnrollmentOptions) {
  const world = await createEnrollmentWorld(open, options)
  const started = await world.start()
  const phone = await world.scan(started.qr)
  const show = (stepsAway = 0) => phone.showCode(stepsAway, world.clock.now())
  return { ...world, started, phone, show, confirm: (code: string) => world.confirm(started.id, code) }
}
