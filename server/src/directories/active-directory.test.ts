// Active Directory's own answers, which no other server gives: imitated by a small LDAP server that answers like a domain controller.
import { createTestPorts } from '@motp/tests/support/test-ports'
import ldapjs, { type Server } from 'ldapjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Directory } from './directory.ts'
import { directoryConfigSchema } from './directory-config.ts'
import { createLdapDirectory } from './ldap-directory.ts'

const baseDn = 'dc=corp,dc=example'
const guid = Buffer.from('33221100554477668899aabbccddeeff', 'hex')
const guidText = '00112233-4455-6677-8899-aabbccddeeff'
// Bytes below 0x80, to be asked for: the imitation reads filter values as UTF-8. The first two are the letters 3 and ".
const lowGuid = Buffer.from('33221100554477660809080908090809', 'hex')
const lowGuidText = '00112233-4455-6677-0809-080908090809'
const userDn = `cn=Lin Mei-ling,${baseDn}`
const asked: string[] = []
let userAttributes: Record<string, string | Buffer> = {}
let hangsOnUserBind = false
let searchDiagnostic: string | undefined
let server: Server
let logged: string[]
let directory: Directory
let impatientDirectory: Directory

type BindRequest = { name: unknown; credentials: string }
type SearchRequest = { baseObject: unknown; filter: { toString(): string } }
type Response = {
  attributes: string[]
  status: number
  diagnosticMessage: string
  send(entry: { dn: string; attributes: Record<string, string | Buffer> }): void
  end(status?: number): void
}

/** The password says which sub-code to answer with; `right` is right. */
function answerBind({ name, credentials }: BindRequest, response: Response) {
  const isUser = String(name).toLowerCase().startsWith('cn=lin')
  if (isUser && hangsOnUserBind) return
  if (!isUser || credentials === 'right') return response.end()
  const [code = '', diagnostic = ''] = credentials.split('|')
  response.diagnosticMessage = diagnostic || `80090308: LdapErr: DSID-0C09042F, comment: AcceptSecurityContext error, data ${code}, v4563`
  response.end(diagnostic ? Number(code) : 49)
}

function answerSearch({ baseObject, filter }: SearchRequest, response: Response) {
  asked.push(filter.toString())
  if (searchDiagnostic) {
    response.diagnosticMessage = searchDiagnostic
    return response.end(1)
  }
  const isGroup = String(baseObject).toLowerCase().startsWith('cn=helpdesk')
  response.attributes = ['*']
  if (isGroup) response.send({ dn: String(baseObject), attributes: { cn: 'helpdesk' } })
  else response.send({ dn: userDn, attributes: userAttributes })
  response.end()
}

beforeAll(async () => {
  server = ldapjs.createServer()
  server.on('error', () => undefined)
  server.bind(baseDn, answerBind)
  server.search(baseDn, answerSearch)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const ports = createTestPorts()
  logged = ports.logged
  const config = directoryConfigSchema.parse({
    name: 'Outlook',
    url: server.url,
    bindDn: `cn=motp,${baseDn}`,
    bindPassword: 'service',
    baseDn,
    idAttribute: 'objectGUID',
    accountAttribute: 'sAMAccountName',
    signInAttributes: ['userPrincipalName', 'mail'],
    domains: ['CORP'],
    isActiveDirectory: true,
    asksPasswordPolicy: false,
    roleGroups: { helpdesk: [`cn=helpdesk,${baseDn}`] },
    // A slow machine must not turn an answer into none; the one test about the deadline has a short one.
    timeoutMs: 7000,
  })
  directory = createLdapDirectory(config, ports)
  impatientDirectory = createLdapDirectory({ ...config, timeoutMs: 1000 }, ports)
  resetUser()
})
afterAll(() => new Promise<void>((resolve) => server.close(resolve)))

function resetUser(changes: Record<string, string | Buffer> = {}) {
  userAttributes = {
    objectGUID: guid,
    sAMAccountName: 'TW01003312',
    userPrincipalName: 'meiling@corp.example',
    displayName: '林美玲',
    userAccountControl: '512',
    memberOf: 'CN=業務部,OU=Groups,DC=corp,DC=example',
    accountExpires: '9223372036854775807',
    ...changes,
  }
}

const blocked = (reason: string) => ({ outcome: 'blocked', reason })

describe('a sub-code in the refusal', () => {
  test.each([
    ['52e', { outcome: 'refused' }],
    ['525', { outcome: 'no-such-user' }],
    ['530', blocked('account-disabled')],
    ['531', blocked('account-disabled')],
    ['532', blocked('password-expired')],
    ['533', blocked('account-disabled')],
    ['701', blocked('account-expired')],
    ['773', blocked('password-must-change')],
    ['775', blocked('account-locked')],
    ['fff', { outcome: 'refused' }],
  ])('%s', async (subCode, answer) => {
    expect(await directory.checkPassword('TW01003312', subCode)).toEqual(answer)
  })

  test.each([
    ['53|Password Policy Error :9001: GSL_ACCOUNTLOCKED_EXCP : Your account is locked.', blocked('account-locked')],
    ['49|Password Policy Error :9000: GSL_PWDEXPIRED_EXCP :Your Password has expired.', blocked('password-expired')],
    ['53|Account inactivated. Contact system administrator.', blocked('account-disabled')],
    ['19|Exceed password retry limit. Please try later.', blocked('account-locked')],
  ])('of another product: %s', async (password, answer) => {
    expect(await directory.checkPassword('TW01003312', password)).toEqual(answer)
  })

  test.each(['51|busy', '8|stronger authentication wanted'])(
    'that is no verdict is unavailable, and the server is up: %s',
    async (password) => {
      expect(await directory.checkPassword('TW01003312', password)).toEqual({ outcome: 'unavailable' })
      expect(directory.health()).toBe('up')
    },
  )

  test("never comes into the log with the server's own words: some servers repeat what they were sent", async () => {
    searchDiagnostic = 'no answer to (mail=typed-canary)'
    expect(await directory.checkPassword('typed-canary', 'right')).toEqual({ outcome: 'unavailable' })
    searchDiagnostic = undefined
    expect(logged.join('')).toContain('LDAP result 1"')
    expect(logged.join('')).not.toMatch(/canary|stronger authentication/)
  })
})

describe('a user', () => {
  test.each(['TW01003312', 'CORP\\tw01003312', 'meiling@corp.example'])(
    'signs in as %s; the id is the GUID as Windows writes it',
    async (account) => {
      expect(await directory.checkPassword(account, 'right')).toEqual({
        outcome: 'accepted',
        user: {
          directory: 'Outlook',
          directoryId: guidText,
          account: 'TW01003312',
          displayName: '林美玲',
          mail: null,
          roles: ['user', 'helpdesk'],
          groups: ['業務部'],
        },
      })
    },
  )

  test('is asked for by the bytes of the GUID, and groups by membership through groups', async () => {
    resetUser({ objectGUID: lowGuid })
    asked.length = 0
    expect(await directory.findById(lowGuidText)).toMatchObject({ outcome: 'found', user: { directoryId: lowGuidText } })
    expect(asked[0]).toMatch(/objectguid=3"/i)
    expect(asked[1]).toContain('member:1.2.840.113556.1.4.1941:=cn=Lin Mei-ling')
    resetUser()
    expect(await directory.findById('not-a-guid')).toEqual({ outcome: 'no-such-user' })
  })

  test.each(['TẂ01003312', 'TW01003312 x', 'meiling'])('that only a looser comparison finds is nobody: %s', async (account) => {
    expect(await directory.checkPassword(account, 'right')).toEqual({ outcome: 'no-such-user' })
  })

  test.each([
    ['disabled', { userAccountControl: '514' }],
    // 2020-01-01 in 100 ns units since 1601
    ['expired', { accountExpires: '132223104000000000' }],
  ])('%s may not sign in even when the bind says yes', async (_, changes) => {
    resetUser(changes)
    expect(await directory.checkPassword('TW01003312', 'right')).toEqual(blocked('account-disabled'))
    expect(await directory.findByAccount('TW01003312')).toMatchObject({ outcome: 'found', isDisabled: true })
    expect(await directory.checkPassword('TW01003312', '52e')).toEqual({ outcome: 'refused' })
    resetUser()
  })

  test('disabled, or gone, is told by a roll call', async () => {
    resetUser({ objectGUID: lowGuid })
    expect(await directory.callRoll([lowGuidText])).toMatchObject({
      outcome: 'answered',
      seen: new Map([[lowGuidText, expect.objectContaining({ account: 'TW01003312', isDisabled: false, groups: ['業務部'] })]]),
    })
    resetUser({ objectGUID: lowGuid, userAccountControl: '514' })
    expect(await directory.callRoll([lowGuidText])).toMatchObject({
      seen: new Map([[lowGuidText, expect.objectContaining({ isDisabled: true })]]),
    })
    resetUser()
  })

  test('without a whole GUID is not let in', async () => {
    resetUser({ objectGUID: Buffer.from('0011', 'hex') })
    expect(await directory.checkPassword('TW01003312', 'right')).toEqual({ outcome: 'unavailable' })
    resetUser()
  })

  test('whose bind hangs, on a server that finds the user, is answered at the deadline', async () => {
    hangsOnUserBind = true
    const start = performance.now()
    expect(await impatientDirectory.checkPassword('TW01003312', 'right')).toEqual({ outcome: 'unavailable' })
    expect(performance.now() - start).toBeLessThan(2000)
    hangsOnUserBind = false
  })
})
