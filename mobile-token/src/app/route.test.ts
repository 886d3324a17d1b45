import { expect, test } from 'vitest'
import { formatRoute, parseRoute, type Route } from './route.ts'

const routes: Route[] = [
  { screen: 'codes' },
  { screen: 'scan' },
  { screen: 'offline' },
  { screen: 'settings' },
  { screen: 'add' },
  { screen: 'profile', profileId: '1b9d' },
  { screen: 'registered', profileId: '1b9d' },
  { screen: 'registration-info', profileId: '1b9d' },
]

test.each(routes)('the address of $screen leads back to it', (route) => expect(parseRoute(formatRoute(route))).toEqual(route))

test.each(['', '#', '#/', '#/profile', '#/profile/', '#/nowhere/1', '#1.ABC'])('%j opens the codes', (hash) => {
  expect(parseRoute(hash)).toEqual({ screen: 'codes' })
})
