// Whatever is sent to any endpoint, the answer is a 4xx with a stable code, and nothing changes.

import { join } from 'node:path'
import { errorBodySchema } from '@motp/shared/protocol/app-error'
import { addClient } from '@motp/shared/protocol/clients'
import { confirmEnrollment, startEnrollment } from '@motp/shared/protocol/enrollments'
import { errorStatus } from '@motp/shared/protocol/error-code'
import { listTokens } from '@motp/shared/protocol/tokens'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BadRequest, badRequests, type World } from '../support/bad-requests.ts'
import { createConsoleClient } from '../support/console-client.ts'
import { allEndpoints } from '../support/endpoints.ts'
import { scanQr } from '../support/fake-phone.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const requestCount = 6_000
const data = makeTemporaryFolder()
let server: ServerProcess
let world: World

beforeAll(async () => {
  server = await startServerProcess({ data })
  const [user, other, admin, auditor] = [1, 2, 3, 4].map(() => createConsoleClient(server.origin))
  if (!user || !other || !admin || !auditor) throw new Error('no clients')
  await user.signIn('TW01002547')
  const session = await other.signIn('TW01003312')
  await admin.signIn('admin01')
  await auditor.signIn('auditor01')
  const { client, key } = await admin.call(addClient, { body: { name: 'VPN', kind: 'rest', requestsPerMinute: 1_000_000 } })
  world = {
    origin: server.origin,
    userCookie: user.cookie(),
    adminCookie: admin.cookie(),
    auditorCookie: auditor.cookie(),
    clientKey: key,
    foreignIds: { ...(await registerAndStart(other)), userId: session.user.id, sessionId: session.id, clientId: client.id },
  }
})
afterAll(() => server.stop())

/** Someone else's active token and open registration: both must be untouched at the end. */
async function registerAndStart(other: ReturnType<typeof createConsoleClient>) {
  const { tokens } = await other.call(listTokens, {})
  const tokenId = tokens[0]?.id ?? ''
  const first = await other.call(startEnrollment, { params: { tokenId }, body: { mode: 'online' } })
  if (first.mode !== 'online') throw new Error('not online')
  const phone = await scanQr(first.qr)
  const confirmed = await other.call(confirmEnrollment, { params: { enrollmentId: first.id }, body: { code: await phone.showCode() } })
  expect(confirmed.outcome).toBe('active')
  return { tokenId, enrollmentId: first.id }
}

describe('bad input', () => {
  test('covers every endpoint there is', () => {
    expect(allEndpoints.length).toBeGreaterThanOrEqual(30)
    const covered = new Set(fc.sample(badRequests(world), 5_000).map(({ name }) => name))
    expect([...covered].toSorted()).toEqual(allEndpoints.map(({ name }) => name).toSorted())
  })

  test(`${requestCount} generated requests are all refused with the right code, and change nothing`, async () => {
    const before = readState()
    await fc.assert(
      fc.asyncProperty(badRequests(world), async (request) => {
        const { status, code } = await send(request)
        expect(request.codes, `${request.kind}: ${request.method} ${request.url} answered ${status} ${code}`).toContain(code)
        expect(status).toBe(errorStatus[code])
        expect(status).toBeLessThan(500)
      }),
      { numRuns: requestCount },
    )
    expect(readState()).toEqual(before)
  }, 300_000)
})

async function send({ method, url, headers, body }: BadRequest) {
  const response = await fetch(url, { method, headers, ...(body === undefined || method === 'GET' ? {} : { body }) })
  const { error } = errorBodySchema.parse(await response.json())
  expect(error.requestId).toBe(response.headers.get('x-request-id'))
  return { status: response.status, code: error.code }
}

/** All rows that a request could have changed for the worse. Records of refusals may grow, and a session may have been seen. */
function readState() {
  const file = new Sqlite(join(data, 'motp.sqlite'), { readonly: true })
  const rows = (table: string) => file.prepare(`select * from ${table} order by 1`).all() as Record<string, unknown>[]
  const state = Object.fromEntries(
    ['users', 'tokens', 'enrollments', 'activationCodes', 'policies', 'notices'].map((table) => [table, rows(table)]),
  )
  const clients = rows('clients').map(({ lastUsedAt: _, ...client }) => client)
  const sessions = rows('sessions').map(({ lastSeenAt: _, ...session }) => session)
  file.close()
  return { ...state, clients, sessions }
}
