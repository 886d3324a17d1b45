import { expect, test } from 'vitest'
import { findDeepLink } from './deep-link.ts'

test.each([
  ['tpemotp://tokens', '/tokens'],
  ['tpemotp://tokens/', '/tokens'],
  ['tpemotp://sign-in', '/sign-in'],
  ['tpemotp://home', '/'],
])('%s opens %s', (link, path) => expect(findDeepLink(['program', '--flag', link])).toBe(path))

test.each([
  'tpemotp://unknown',
  'tpemotp://tokens/../../evil',
  'tpemotp://tokens?next=https://evil.example',
  'tpemotp://tokens#x',
  'tpemotp://constructor',
  'tpemotp:tokens',
  'https://tokens',
])('%s opens nothing', (link) => expect(findDeepLink([link])).toBeUndefined())
