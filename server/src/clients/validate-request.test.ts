import { describe, expect, test } from 'vitest'
import { decodeAgain, readValidateRequest } from './validate-request.ts'

describe('parameters of /validate/check', () => {
  test('others than its own are left alone', () => {
    const request = readValidateRequest([
      ['user', 'ming'],
      ['pass', '123456'],
      ['client', '10.0.0.1'],
      ['resConf', 'x'],
    ])
    expect(request).toEqual({ user: 'ming', pass: '123456', serial: undefined, realm: undefined, state: undefined })
  })

  test('transaction_id and state are two names for one thing; empty is as good as missing', () => {
    expect(
      readValidateRequest([
        ['transaction_id', 't'],
        ['pass', ''],
      ]).state,
    ).toBe('t')
    expect(
      readValidateRequest([
        ['state', 's'],
        ['user', 'ming'],
        ['pass', '1'],
        ['realm', ''],
      ]),
    ).toMatchObject({ state: 's', realm: undefined })
  })

  test.each([
    ['no pass', [['user', 'ming']]],
    ['nobody', [['pass', '1']]],
    [
      'user and serial',
      [
        ['user', 'ming'],
        ['serial', 'AB'],
        ['pass', '1'],
      ],
    ],
    [
      'a user twice',
      [
        ['user', 'ming'],
        ['user', 'mei'],
        ['pass', '1'],
      ],
    ],
    [
      'a pass twice, though the same',
      [
        ['user', 'ming'],
        ['pass', '1'],
        ['pass', '1'],
      ],
    ],
    [
      'a pass without end',
      [
        ['user', 'ming'],
        ['pass', 'x'.repeat(545)],
      ],
    ],
  ] as [string, [string, string][]][])('%s is refused', (_, parameters) => {
    expect(() => readValidateRequest(parameters)).toThrow('invalid-request')
  })
})

describe('values that were encoded twice', () => {
  const decode = (text: string, agent?: string) => decodeAgain([['pass', text]], agent)[0]?.[1]
  test.each([
    ['a%20b', 'FreeRADIUS', 'a b'],
    ['%E5%AF%86%E7%A2%BC', undefined, '密碼'],
    ['100%', 'FreeRADIUS', '100%'],
    ['a%zz+b', 'PAM/2.15.0', 'a%zz+b'],
    ['a%20b', 'simpleSAMLphp', 'a%20b'],
    ['a%20b', 'privacyidea-cp/3.5.1 Windows', 'a%20b'],
  ])('%s from %s is %s', (sent, agent, text) => expect(decode(sent, agent)).toBe(text))
})
