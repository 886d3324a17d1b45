import { expect, test } from 'vitest'
import { type ClientFacts, checkClient } from './client-check.ts'

const rest: ClientFacts = {
  kind: 'rest',
  lastUsedAt: 5,
  address: '',
  isAddressAllowed: false,
  otherOwner: null,
  isKeyRight: undefined,
  isSecretReadable: false,
  port: [],
  rehearsal: null,
}
const faults = (facts: Parameters<typeof checkClient>[0]) => checkClient(facts).map(({ step, fault }) => [step, fault])

test('a REST client is judged by address and key, where they are given', () => {
  expect(faults(rest)).toEqual([['used', null]])
  expect(faults({ ...rest, address: '10.0.0.1', isKeyRight: false, lastUsedAt: null })).toEqual([
    ...[
      ['address', 'address-outside'],
      ['key', 'key-wrong'],
      ['used', 'never-used'],
    ],
  ])
  expect(faults({ ...rest, address: '10.0.0.1', isAddressAllowed: true, isKeyRight: true })).toEqual([
    ...[
      ['address', null],
      ['key', null],
      ['used', null],
    ],
  ])
})

test('a RADIUS client needs a listener, a readable secret, and an address that no other client has', () => {
  const radius: ClientFacts = {
    ...rest,
    kind: 'radius',
    isSecretReadable: true,
    port: [{ step: 'listening', isRight: true, fault: null, detail: 'UDP 1812' }],
    rehearsal: { signed: true, unsigned: false },
    address: '10.0.0.1',
    isAddressAllowed: true,
  }
  expect(faults(radius)).toEqual([
    ['listening', null],
    ['secret', null],
    ['address', null],
    ['signed', null],
    ['unsigned', null],
    ['used', null],
  ])
  const port = [{ step: 'listening', isRight: false, fault: 'radius-off', detail: null } as const]
  expect(faults({ ...radius, port, isSecretReadable: false, otherOwner: 'VPN 2', rehearsal: null })).toEqual([
    ...[
      ['listening', 'radius-off'],
      ['secret', 'secret-unreadable'],
      ['address', 'address-of-another'],
      ['used', null],
    ],
  ])
})
