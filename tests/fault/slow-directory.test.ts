// A directory that takes connections and never answers: sign-ins wait for it, codes do not. The real server in its production form.
import { signIn } from '@motp/shared/protocol/session'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort } from '../support/free-port.ts'
import { writeProductionConfig } from '../support/production-config.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { startTroubledServer, type TroubledServer } from '../support/troubled-server.ts'
import { createSite, type Site } from './verification-site.ts'
import { codeOf, countOutcomes, createAsker, runAll } from './verify-asker.ts'

const codeCount = 200
/** More than the database has connections: each of them waits for the directory without holding one. */
const waitingCount = 12

const data = makeTemporaryFolder()
let directory: TroubledServer
let questions = 0
let site: Site
let server: ServerProcess

beforeAll(async () => {
  directory = await startTroubledServer({
    onConnection: () => {
      questions += 1
    },
  })
  site = await createSite({ engine: 'sqlite', data, peopleCount: codeCount, modes: ['code', 'password+code'] })
  const port = await findFreePort()
  const configFile = writeProductionConfig({ data, port, directory: { url: `ldap://127.0.0.1:${directory.port}`, timeoutMs: 7000 } })
  server = await startServerProcess({ data, port, configFile })
})
afterAll(async () => {
  await server.stop()
})

test(`${codeCount} codes are accepted while sign-ins and passwords wait for the directory`, async () => {
  const asker = createAsker(site.key)
  let doneWaiting = 0
  const waiting = site.people.slice(0, waitingCount).flatMap(({ account }) => {
    const password = asker.ask(server.port, { mode: 'password+code', user: account, secret: 'a-password-000000' })
    return [trySignIn(account), password].map((answer) => answer.finally(() => doneWaiting++))
  })
  await expect.poll(() => questions).toBe(2 * waitingCount)

  const outcomes = await runAll(site.people, 8, (person) => asker.ask(server.port, { user: person.account, code: codeOf(person) }))
  // Not how fast it was, which depends on the machine, but what was still waiting when the last code had its answer.
  expect(doneWaiting).toBe(0)
  expect(countOutcomes(outcomes)).toEqual({ accepted: codeCount })

  await directory.stop()
  expect(countOutcomes(await Promise.all(waiting))).toEqual({ '503 directory-unavailable': 2 * waitingCount })
  asker.close()
})

async function trySignIn(account: string): Promise<string> {
  const response = await fetch(server.origin + signIn.path, {
    method: signIn.method,
    headers: { 'content-type': 'application/json', 'x-motp': '1', origin: server.origin },
    body: JSON.stringify({ account, secret: 'a-password' }),
  })
  const { error } = (await response.json()) as { error?: { code: string } }
  return `${response.status} ${error?.code}`
}
