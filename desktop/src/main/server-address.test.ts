import { describe, expect, test } from 'vitest'
import { chooseServer, mayUserChange, readServerOrigin } from './server-address.ts'

describe('an address', () => {
  test.each([
    ['https://motp.example.com', 'https://motp.example.com'],
    ['  motp.example.com/console?x=1#y ', 'https://motp.example.com'],
    ['HTTPS://MOTP.example.com:8443/', 'https://motp.example.com:8443'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s', (typed, origin) => expect(readServerOrigin(typed)).toBe(origin))

  test.each([
    '',
    'http://motp.example.com',
    'http://localhost.example.com',
    'https://user:secret@motp.example.com',
    'https://motp.example.com@evil.example@',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'app://console',
    'two words',
    `https://${'a'.repeat(400)}`,
    'https://',
  ])('refused: %s', (typed) => expect(readServerOrigin(typed)).toBeUndefined())
})

test('what IT laid down comes before what a user can set, and only the user’s own may be changed by the user', () => {
  const all = { policy: 'https://a.example', installer: 'https://b.example', environment: 'https://c.example', user: 'https://d.example' }
  const chosen = (without: Partial<Record<keyof typeof all, undefined>>) => chooseServer({ ...all, ...without })
  expect(chosen({})).toEqual({ origin: 'https://a.example', source: 'policy' })
  expect(chosen({ policy: undefined })?.source).toBe('installer')
  expect(chosen({ policy: undefined, installer: undefined })?.source).toBe('environment')
  expect(chosen({ policy: undefined, installer: undefined, environment: undefined })?.source).toBe('user')
  expect(chooseServer({ policy: undefined, installer: undefined, environment: undefined, user: undefined })).toBeUndefined()
  expect([mayUserChange(undefined), mayUserChange({ origin: 'https://d.example', source: 'user' })]).toEqual([true, true])
  for (const source of ['policy', 'installer', 'environment'] as const) {
    expect(mayUserChange({ origin: 'https://a.example', source })).toBe(false)
  }
})
