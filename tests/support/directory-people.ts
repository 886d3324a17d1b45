// People for the directory tests, each in one state of an account, and the configuration that reaches them.
import { type DirectoryConfig, type DirectoryConfigInput, directoryConfigSchema } from '@motp/server/directories/directory-config'
import { type Slapd, type SlapdEntry, slapdBaseDn } from './slapd.ts'

export const peoplePassword = 'right-password-canary-7391'

export const peopleEntries: SlapdEntry[] = [
  folder('people'),
  folder('contractors'),
  folder('groups'),
  person('TW01002547', {
    displayName: '王小明',
    mail: 'TW01002547@example.com',
    entryUUID: '8D3F2D0A-5B1C-4F7A-9C57-0E5A1E6B2C11',
  }),
  person('helpdesk01', { mail: 'helpdesk01@example.com' }),
  person('boss01'),
  person('lockable01'),
  person('disabled01', { pwdAccountLockedTime: '000001010000Z' }),
  person('reset01', { pwdReset: 'TRUE' }),
  person('expired01', {
    pwdChangedTime: '20200101000000Z',
    pwdPolicySubentry: `cn=short policy,${slapdBaseDn}`,
  }),
  person('no-password', { userPassword: [] }),
  person('twin-a', { mail: 'twin@example.com' }),
  person('twin-b', { mail: 'twin@example.com' }),
  person('paren(01)*', { displayName: 'Odd Name' }),
  person('contractor01', {}, 'contractors'),
  person('TW01002547', { displayName: 'Another person', userPassword: 'other-password' }, 'contractors'),
  {
    dn: `cn=short policy,${slapdBaseDn}`,
    attributes: { objectClass: ['applicationProcess', 'pwdPolicy'], cn: 'short policy', pwdAttribute: 'userPassword', pwdMaxAge: '86400' },
  },
  group('helpdesk', ['helpdesk01', 'boss01']),
  group('admins', ['boss01']),
]

/** Looks in `ou=people`, over StartTLS. */
export function makeDirectoryConfig(slapd: Slapd, changes: Partial<DirectoryConfigInput> = {}): DirectoryConfig {
  return directoryConfigSchema.parse({
    name: 'Oracle',
    url: slapd.url,
    startTls: true,
    ca: slapd.caPem,
    bindDn: slapd.serviceDn,
    bindPassword: slapd.servicePassword,
    baseDn: `ou=people,${slapd.baseDn}`,
    domains: ['WHL'],
    roleGroups: { helpdesk: [`CN=helpdesk, ou=groups, ${slapd.baseDn}`], admin: [`cn=admins,ou=groups,${slapd.baseDn}`] },
    ...changes,
  })
}

function person(uid: string, attributes: SlapdEntry['attributes'] = {}, ou = 'people'): SlapdEntry {
  return {
    dn: `uid=${uid},ou=${ou},${slapdBaseDn}`,
    attributes: { objectClass: 'inetOrgPerson', uid, cn: uid, sn: uid, userPassword: peoplePassword, ...attributes },
  }
}

function folder(ou: string): SlapdEntry {
  return { dn: `ou=${ou},${slapdBaseDn}`, attributes: { objectClass: 'organizationalUnit', ou } }
}

function group(cn: string, members: string[]): SlapdEntry {
  const member = members.map((uid) => `uid=${uid},ou=people,${slapdBaseDn}`)
  return { dn: `cn=${cn},ou=groups,${slapdBaseDn}`, attributes: { objectClass: 'groupOfNames', cn, member } }
}
