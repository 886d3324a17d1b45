import { describe, expect, test } from 'vitest'
import { type DirectoryConfigInput, directoryConfigSchema, directoryListSchema } from './directory-config.ts'

const base: DirectoryConfigInput = {
  name: 'Oracle',
  url: 'ldaps://ldap.example.com',
  bindDn: 'cn=motp,dc=example',
  bindPassword: 'secret',
  baseDn: 'dc=example',
}
const isAccepted = (changes: Partial<Record<keyof DirectoryConfigInput, unknown>>) =>
  directoryConfigSchema.safeParse({ ...base, ...changes }).success

describe('a directory is accepted', () => {
  test.each([{}, { url: 'ldap://ldap.example.com', startTls: true }, { url: 'ldap://127.0.0.1:1389' }, { url: 'ldap://[::1]:1389' }])(
    '%j',
    (changes) => {
      expect(isAccepted(changes)).toBe(true)
    },
  )
})

describe('a directory is refused', () => {
  test.each([
    { url: 'ldap://ldap.example.com' },
    { url: 'ldap://127.0.0.1.example.com' },
    { url: 'https://ldap.example.com' },
    { url: 'ldaps://ldap.example.com', startTls: true },
    { bindPassword: undefined },
    { bindPassword: '' },
    { bindPasswordFile: '/run/secret' },
    { ca: 'x', caFile: 'y' },
    { accountAttribute: 'uid)(x=' },
    { timeoutMs: 8000 },
    { surprise: true },
    { roleGroups: { root: [] } },
  ])('%j', (changes) => {
    expect(isAccepted(changes)).toBe(false)
  })
})

test('two directories of one name are refused: their users could not be told apart', () => {
  expect(directoryListSchema.safeParse([base, { ...base, name: 'Outlook' }]).success).toBe(true)
  expect(directoryListSchema.safeParse([base, { ...base, url: 'ldaps://other.example.com' }]).success).toBe(false)
})
