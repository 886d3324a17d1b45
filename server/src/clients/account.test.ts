import { describe, expect, test } from 'vitest'
import { type Candidate, pickOwner, readAccount } from './account.ts'

const domains = new Map([
  ['Oracle', ['WHL']],
  ['Outlook', []],
])
const ming = { id: 'ming', directory: 'Oracle', accountKey: 'tw01002547', mail: 'Ming.Wang@example.com' }
const namesake = { id: 'namesake', directory: 'Outlook', accountKey: 'tw01002547', mail: null }
const mei = { id: 'mei', directory: 'Outlook', accountKey: 'mei', mail: 'mei@example.org' }
const crafty = { id: 'crafty', directory: 'Outlook', accountKey: 'ming.wang@example.com', mail: null }

const pick = (typed: string, users: Candidate[] = [ming, mei], realm?: string) =>
  pickOwner(users, readAccount(typed), { domains, realm })?.id

describe('an account is found in every spelling', () => {
  test.each([
    'TW01002547',
    ' tw01002547 ',
    'ＴＷ０１００２５４７',
    'WHL\\TW01002547',
    'whl\\tw01002547',
    'ming.wang@EXAMPLE.com',
    'TW01002547@example.com',
  ])('%s', (typed) => expect(pick(typed)).toBe('ming'))
})

describe('nobody is meant by', () => {
  test.each([
    ['a domain that is not the directory’s', 'OTHER\\TW01002547'],
    ['a domain of a directory that has none', 'WHL\\mei'],
    ['the account at a mail domain of strangers', 'TW01002547@example.net'],
    ['an empty text', '  '],
    ['control characters', 'tw01002547\u0000'],
    ['an endless text', 'x'.repeat(300)],
  ])('%s', (_, typed) => expect(pick(typed)).toBeUndefined())
})

test('two people of one account are refused, until a domain or a realm tells them apart', () => {
  expect(pick('TW01002547', [ming, namesake])).toBeUndefined()
  expect(pick('WHL\\TW01002547', [ming, namesake])).toBe('ming')
  expect(pick('TW01002547', [ming, namesake], 'outlook')).toBe('namesake')
  expect(pick('TW01002547', [ming, namesake], 'whl')).toBe('ming')
})

test("an account that looks like another's mail address is refused", () => {
  expect(pick('ming.wang@example.com', [ming, crafty])).toBeUndefined()
})

test('a realm that names a directory excludes the others; one that names none means nothing', () => {
  expect(pick('mei', [ming, mei], 'Oracle')).toBeUndefined()
  expect(pick('mei', [ming, mei], 'vpn-realm')).toBe('mei')
})
