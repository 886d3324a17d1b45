import { expect, test } from 'vitest'
import { readUserQuery } from './use-users.ts'

test('what the address says wrongly is left out, the rest stands', () => {
  expect(
    readUserQuery({ search: 'tw', group: 'VPN', state: 'gone', mode: 'offline', concern: 'unused', days: '90', role: 'it', x: '1' }),
  ).toEqual({
    ...{ search: 'tw', group: 'VPN', mode: 'offline', concern: 'unused', days: 90, role: 'it' },
  })
  expect(readUserQuery({ concern: 'unused', days: '-5', role: 'admin' })).toEqual({ concern: 'unused' })
  expect(readUserQuery({ days: '90' })).toEqual({})
})
