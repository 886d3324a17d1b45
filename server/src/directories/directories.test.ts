import { makeDirectoryConfig, peopleEntries, peoplePassword } from '@motp/tests/support/directory-people'
import { findFreePort } from '@motp/tests/support/free-port'
import { type Slapd, startSlapd } from '@motp/tests/support/slapd'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { forward, startTroubledServer } from '@motp/tests/support/troubled-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDirectories } from './directories.ts'
import type { DirectoryConfigInput } from './directory-config.ts'
import { createLdapDirectory } from './ldap-directory.ts'

let slapd: Slapd
beforeAll(async () => {
  slapd = await startSlapd({ entries: peopleEntries })
})
afterAll(() => slapd.stop())

const unavailable = { outcome: 'unavailable' }

/** `People` first, then `Contractors`, where TW01002547 is another person with another password. */
function open(people: Partial<DirectoryConfigInput> = {}, contractors: Partial<DirectoryConfigInput> = {}) {
  const ports = createTestPorts()
  const configs = [
    makeDirectoryConfig(slapd, { name: 'People', ...people }),
    makeDirectoryConfig(slapd, { name: 'Contractors', baseDn: `ou=contractors,${slapd.baseDn}`, ...contractors }),
  ]
  return createDirectories(configs.map((config) => createLdapDirectory(config, ports)))
}

test('the next directory is asked when the first has no such user', async () => {
  const answer = await open().checkPassword('contractor01', peoplePassword)
  expect(answer).toMatchObject({ outcome: 'accepted', user: { directory: 'Contractors', account: 'contractor01' } })
  expect(await open().checkPassword('nobody', peoplePassword)).toEqual({ outcome: 'no-such-user' })
})

test('the next directory is never asked after a wrong password, though it would be right there', async () => {
  const directories = open()
  expect(await directories.checkPassword('TW01002547', 'other-password')).toEqual({ outcome: 'refused' })
  expect(directories.health()).toEqual([
    { name: 'People', health: 'up' },
    { name: 'Contractors', health: 'unknown' },
  ])
})

test('the next directory is not asked after a blocked account or an ambiguous one', async () => {
  const directories = open()
  expect(await directories.checkPassword('disabled01', peoplePassword)).toEqual({ outcome: 'blocked', reason: 'account-disabled' })
  expect(await directories.checkPassword('twin@example.com', peoplePassword)).toEqual({ outcome: 'refused' })
  expect(await directories.findByAccount('twin@example.com')).toEqual({ outcome: 'ambiguous' })
  expect(directories.health()[1]).toEqual({ name: 'Contractors', health: 'unknown' })
})

test('the next directory is not asked while the first is down: its namesake is another person', async () => {
  const directories = open({ url: `ldap://127.0.0.1:${await findFreePort()}` })
  expect(await directories.checkPassword('TW01002547', 'other-password')).toEqual(unavailable)
  expect(await directories.findByAccount('TW01002547')).toEqual(unavailable)
})

test("a known user's password is checked in the user's own directory alone", async () => {
  const directories = open()
  const found = await directories.findByAccount('TW01002547')
  if (found.outcome !== 'found') throw new Error(found.outcome)
  expect(await directories.checkPasswordOf(found.user, peoplePassword)).toMatchObject({ outcome: 'accepted' })
  expect(await directories.checkPasswordOf(found.user, 'other-password')).toEqual({ outcome: 'refused' })
  expect(await directories.checkPasswordOf({ ...found.user, directory: 'Contractors' }, peoplePassword)).toEqual({ outcome: 'refused' })
  expect(await directories.checkPasswordOf({ ...found.user, directory: 'Gone' }, peoplePassword)).toEqual(unavailable)
})

test('an account that was given to another person does not open the old owner’s session', async () => {
  const directories = open()
  const formerOwner = { directory: 'Contractors', directoryId: '8d3f2d0a-5b1c-4f7a-9c57-0e5a1e6b2c11', account: 'TW01002547' }
  expect(await directories.checkPasswordOf(formerOwner, 'other-password')).toEqual({ outcome: 'refused' })
})

test('a user is found by directory and id', async () => {
  const id = '8d3f2d0a-5b1c-4f7a-9c57-0e5a1e6b2c11'
  expect(await open().findById('People', id)).toMatchObject({ outcome: 'found', user: { account: 'TW01002547' } })
  expect(await open().findById('Contractors', id)).toEqual({ outcome: 'no-such-user' })
  expect(await open().findById('Gone', id)).toEqual(unavailable)
})

test('the answer comes within 8 s though each directory takes nearly as long as it may', async () => {
  const { port } = new URL(slapd.url)
  const slow = await startTroubledServer({ onConnection: (socket) => setTimeout(() => forward(socket, Number(port)), 4000) })
  const silent = await startTroubledServer({})
  const directories = open({ url: `ldap://127.0.0.1:${slow.port}` }, { url: `ldap://127.0.0.1:${silent.port}`, timeoutMs: 7000 })
  const start = performance.now()
  expect(await directories.checkPassword('nobody', 'wrong')).toEqual(unavailable)
  expect(performance.now() - start).toBeLessThan(8000)
  expect(directories.health()[0]).toEqual({ name: 'People', health: 'up' })
  await slow.stop()
  await silent.stop()
})
