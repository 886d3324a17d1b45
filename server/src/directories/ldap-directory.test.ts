import { makeDirectoryConfig, peopleEntries, peoplePassword } from '@motp/tests/support/directory-people'
import { type Slapd, startSlapd } from '@motp/tests/support/slapd'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DirectoryConfigInput } from './directory-config.ts'
import { createLdapDirectory } from './ldap-directory.ts'

let slapd: Slapd
beforeAll(async () => {
  slapd = await startSlapd({ entries: peopleEntries })
})
afterAll(() => slapd.stop())

function open(changes: Partial<DirectoryConfigInput> = {}) {
  const ports = createTestPorts()
  return Object.assign(createLdapDirectory(makeDirectoryConfig(slapd, changes), ports), { logged: ports.logged })
}

const wang = {
  directory: 'Oracle',
  directoryId: '8d3f2d0a-5b1c-4f7a-9c57-0e5a1e6b2c11',
  account: 'TW01002547',
  displayName: '王小明',
  mail: 'TW01002547@example.com',
  roles: ['user'],
  groups: [],
}
const blocked = (reason: string) => ({ outcome: 'blocked', reason })

describe('a right password', () => {
  test.each([
    'TW01002547',
    'tw01002547',
    ' TW01002547 ',
    'ＴＷ０１００２５４７',
    'WHL\\TW01002547',
    'whl\\tw01002547',
    'TW01002547@EXAMPLE.com',
  ])('is accepted for the account written %j', async (account) => {
    expect(await open().checkPassword(account, peoplePassword)).toEqual({ outcome: 'accepted', user: wang })
  })

  test('is accepted over ldaps', async () => {
    const directory = open({ url: slapd.ldapsUrl, startTls: false })
    expect(await directory.checkPassword('TW01002547', peoplePassword)).toEqual({ outcome: 'accepted', user: wang })
    expect(directory.health()).toBe('up')
  })

  test('is accepted over a plain connection to the same machine', async () => {
    expect(await open({ startTls: false, ca: undefined }).checkPassword('TW01002547', peoplePassword)).toMatchObject({
      outcome: 'accepted',
    })
  })

  test.each([
    ['helpdesk01', ['user', 'helpdesk']],
    ['boss01', ['user', 'helpdesk', 'admin']],
  ])('of %s brings the roles of the groups', async (account, roles) => {
    expect(await open().checkPassword(account, peoplePassword)).toMatchObject({ outcome: 'accepted', user: { roles } })
  })

  test('of a user whose account holds filter characters is accepted', async () => {
    expect(await open().checkPassword('paren(01)*', peoplePassword)).toMatchObject({
      outcome: 'accepted',
      user: { displayName: 'Odd Name' },
    })
  })
})

describe('a password is refused', () => {
  test.each([
    ['wrong', 'wrong-password'],
    ['empty', ''],
    ['blank', '   '],
    ['an ideographic space', '　'],
    ['NUL', '\0'],
    ['the right one behind NUL', `\0${peoplePassword}`],
    ['the right one before NUL', `${peoplePassword}\0`],
    ['over-long', 'x'.repeat(513)],
  ])('when it is %s', async (_, password) => {
    expect(await open().checkPassword('helpdesk01', password)).toEqual({ outcome: 'refused' })
  })

  test('when two users match', async () => {
    const directory = open()
    expect(await directory.checkPassword('twin@example.com', peoplePassword)).toEqual({ outcome: 'refused' })
    expect(await directory.findByAccount('twin@example.com')).toEqual({ outcome: 'ambiguous' })
    expect(directory.logged.join('')).toContain('uid=twin-a')
  })

  test('when the entry has no password', async () => {
    expect(await open().checkPassword('no-password', 'anything')).toEqual({ outcome: 'refused' })
  })

  test('for an account that is blank, over-long or holds control characters', async () => {
    const directory = open()
    for (const account of ['', '  ', 'x'.repeat(257), 'TW01002547\0', 'TW0100\u00ad2547', 'TW01002547\n'.repeat(2)])
      expect(await directory.checkPassword(account, peoplePassword)).toEqual({ outcome: 'refused' })
    expect(directory.health()).toBe('unknown')
  })
})

describe('no such user', () => {
  test.each([
    'nobody',
    '*',
    'TW0100*',
    'TW01002547)(uid=*',
    '*)(objectClass=*',
    'TW01002547))(|(uid=*',
    '\\2a',
    '\\54W01002547',
    'TW01002547,ou=people,dc=example,dc=test',
    'WHL\\',
    'OTHER\\TW01002547',
    'WHL\\TW01002547@example.com',
    'WHL\\WHL\\TW01002547',
    'TW 01002547',
    "' or 1=1 --",
    'contractor01',
  ])('%j', async (account) => {
    expect(await open().checkPassword(account, peoplePassword)).toEqual({ outcome: 'no-such-user' })
  })
})

describe('a blocked account', () => {
  test('is told apart from a wrong password after too many of them', async () => {
    const directory = open()
    for (let attempt = 0; attempt < 3; attempt++)
      expect(await directory.checkPassword('lockable01', 'wrong')).toEqual({ outcome: 'refused' })
    expect(await directory.checkPassword('lockable01', peoplePassword)).toEqual(blocked('account-locked'))
  })

  test('disabled by an administrator', async () => {
    expect(await open().checkPassword('disabled01', peoplePassword)).toEqual(blocked('account-disabled'))
    expect(await open().findByAccount('disabled01')).toMatchObject({ outcome: 'found', isDisabled: true })
  })

  test('with a password that must be changed', async () => {
    expect(await open().checkPassword('reset01', peoplePassword)).toEqual(blocked('password-must-change'))
    expect(await open().checkPassword('reset01', 'wrong')).toEqual({ outcome: 'refused' })
  })

  test('with an expired password', async () => {
    expect(await open().checkPassword('expired01', peoplePassword)).toEqual(blocked('password-expired'))
    expect(await open().checkPassword('expired01', 'wrong')).toEqual({ outcome: 'refused' })
  })
})

describe('looking up', () => {
  test('by account and by id finds the same user', async () => {
    const found = { outcome: 'found', user: wang, isDisabled: false }
    expect(await open().findByAccount('WHL\\tw01002547')).toEqual(found)
    expect(await open().findById(wang.directoryId)).toEqual(found)
  })

  test.each(['00000000-0000-4000-8000-000000000000', '*', '', 'not-an-id'])('by the id %j finds nobody', async (id) => {
    expect(await open().findById(id)).toEqual({ outcome: 'no-such-user' })
  })
})

describe('a configuration that does not fit', () => {
  test('wrong password of the service account: unavailable, and the log says why', async () => {
    const directory = open({ bindPassword: 'wrong-service-canary-2280' })
    expect(await directory.checkPassword('TW01002547', peoplePassword)).toEqual({ outcome: 'unavailable' })
    expect(directory.health()).toBe('down')
    expect(directory.logged.join('')).toContain('service account refused, LDAP result 49')
    expect(directory.logged.join('')).not.toContain('canary')
  })

  test('a base that does not exist: unavailable, but the server is up', async () => {
    const directory = open({ baseDn: `ou=nowhere,${slapd.baseDn}` })
    expect(await directory.checkPassword('TW01002547', peoplePassword)).toEqual({ outcome: 'unavailable' })
    expect(directory.health()).toBe('up')
  })

  test('an id attribute that no entry has: unavailable, and the log names it', async () => {
    const directory = open({ idAttribute: 'objectGUID' })
    expect(await directory.checkPassword('TW01002547', peoplePassword)).toEqual({ outcome: 'unavailable' })
    expect(directory.logged.join('')).toContain('entry without objectGUID')
  })

  test('a role group that does not exist gives no role, and the log names it', async () => {
    const missing = `cn=missing,ou=groups,${slapd.baseDn}`
    const directory = open({ roleGroups: { admin: [missing] } })
    expect(await directory.checkPassword('boss01', peoplePassword)).toMatchObject({ outcome: 'accepted', user: { roles: ['user'] } })
    expect(directory.logged.join('')).toContain(missing)
  })

  test('a file that is missing stops the start', () => {
    expect(() => open({ ca: undefined, caFile: '/nowhere/ca.pem' })).toThrow('/nowhere/ca.pem')
  })
})

test('no password is ever logged', async () => {
  const logged: string[] = []
  for (const changes of [{}, { bindPassword: 'service-canary-1' }, { baseDn: 'dc=nowhere' }]) {
    const directory = open(changes)
    for (const account of ['TW01002547', 'twin@example.com', 'disabled01', 'nobody', 'password-in-the-account-field-canary'])
      for (const password of [peoplePassword, 'wrong-canary']) await directory.checkPassword(account, password)
    logged.push(...directory.logged)
  }
  expect(logged.length).toBeGreaterThan(3)
  expect(logged.join('')).not.toContain('canary')
  expect(logged.join('')).not.toContain(slapd.servicePassword)
})
