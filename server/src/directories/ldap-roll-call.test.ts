// Roll calls against a real OpenLDAP server: a whole answer, or none.
import { makeDirectoryConfig } from '@motp/tests/support/directory-people'
import { type Slapd, type SlapdEntry, slapdBaseDn, startSlapd } from '@motp/tests/support/slapd'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { Client } from 'ldapts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFirstValue } from './group-name.ts'
import { createLdapDirectory } from './ldap-directory.ts'

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const people = Array.from({ length: 60 }, (_, number) => number)
const dnOf = (number: number) => `uid=user${number},ou=people,${slapdBaseDn}`

function person(number: number): SlapdEntry {
  const uid = `user${number}`
  const disabled = number === 7 ? { pwdAccountLockedTime: '000001010000Z' } : {}
  return { dn: dnOf(number), attributes: { objectClass: 'inetOrgPerson', uid, cn: uid, sn: uid, entryUUID: idOf(number), ...disabled } }
}
const folder = (ou: string): SlapdEntry => ({ dn: `ou=${ou},${slapdBaseDn}`, attributes: { objectClass: 'organizationalUnit', ou } })

/** As the one who may change everything. */
async function change({ url, rootDn, rootPassword }: Slapd, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ url })
  await client.bind(rootDn, rootPassword)
  await work(client)
  await client.unbind()
}

let slapd: Slapd
let small: Slapd
beforeAll(async () => {
  const entries = [folder('people'), folder('groups'), ...people.map(person)]
  slapd = await startSlapd({ entries })
  small = await startSlapd({ entries, sizeLimit: 20 })
  await change(slapd, async (client) => {
    for (const name of ['VPN', 'Sales\\, 台北', 'Zulu']) {
      await client.add(`cn=${name},ou=groups,${slapdBaseDn}`, { objectClass: 'groupOfNames', member: [dnOf(1), dnOf(2)] })
    }
  })
})
afterAll(async () => {
  await slapd.stop()
  await small.stop()
})

const open = (server: Slapd, changes: Parameters<typeof makeDirectoryConfig>[1] = {}) =>
  createLdapDirectory(makeDirectoryConfig(server, changes), createTestPorts())

async function seen(directory: ReturnType<typeof open>, ids: readonly string[]) {
  const answer = await directory.callRoll(ids)
  if (answer.outcome !== 'answered') throw new Error(answer.fault)
  return answer.seen
}

test('tells who is there, who is disabled, and the groups of each by their readable names', async () => {
  const found = await seen(open(slapd), [idOf(1), idOf(3), idOf(7), idOf(999)])
  expect([...found.keys()].toSorted()).toEqual([idOf(1), idOf(3), idOf(7)])
  expect(found.get(idOf(1))).toMatchObject({ account: 'user1', isDisabled: false, groups: ['Sales, 台北', 'VPN', 'Zulu'] })
  expect(found.get(idOf(3))).toMatchObject({ groups: [] })
  expect(found.get(idOf(7))).toMatchObject({ isDisabled: true })
})

test('whoever is renamed or moved within the base is there', async () => {
  await change(slapd, (client) => client.modifyDN(dnOf(4), `uid=renamed,ou=people,${slapdBaseDn}`))
  expect((await seen(open(slapd), [idOf(4)])).get(idOf(4))).toMatchObject({ account: 'renamed' })
})

test('keeps only the groups below the configured bases', async () => {
  const elsewhere = await seen(open(slapd, { groupBases: [`ou=others,${slapdBaseDn}`] }), [idOf(1)])
  expect(elsewhere.get(idOf(1))?.groups).toEqual([])
  const here = await seen(open(slapd, { groupBases: [`OU=Groups, ${slapdBaseDn}`] }), [idOf(1)])
  expect(here.get(idOf(1))?.groups).toHaveLength(3)
})

test('an answer that the server cuts off is none', async () => {
  expect(await open(small).callRoll(people.slice(0, 10).map(idOf))).toMatchObject({ outcome: 'answered' })
  expect(await open(small).callRoll(people.map(idOf))).toEqual({ outcome: 'unavailable', fault: 'too-small-answers' })
})

test.each([
  ['a wrong password of the service account', { bindPassword: 'wrong' }, 'service-account'],
  ['a base that is not there', { baseDn: `ou=nowhere,${slapdBaseDn}` }, 'base-missing'],
  ['a certificate that nobody vouches for', { ca: undefined }, 'certificate'],
  ['nobody on the port', { url: 'ldap://127.0.0.1:9', startTls: false, ca: undefined }, 'not-reachable'],
  ['an entry that shows no account', { accountAttribute: 'employeeNumber' }, 'partial'],
] as const)('%s gives no answer', async (_, changes, fault) => {
  expect(await open(slapd, changes).callRoll([idOf(1)])).toEqual({ outcome: 'unavailable', fault })
})

test.each([
  ['cn=VPN,ou=groups', 'VPN'],
  ['CN=Sales\\, Taipei,OU=x', 'Sales, Taipei'],
  ['cn=a\\\\,ou=b', 'a\\'],
  ['cn=\\E5\\8F\\B0\\E5\\8C\\97,ou=b', '台北'],
  ['cn=one+uid=two,ou=b', 'one'],
  ['', ''],
])('the readable name of %s', (dn, name) => {
  expect(readFirstValue(dn)).toBe(name)
})
