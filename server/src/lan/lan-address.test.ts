import { expect, test } from 'vitest'
import { isPrivateAddress, lanAddresses, lanNames } from './lan-address.ts'

const network = (address: string, family: 'IPv4' | 'IPv6' = 'IPv4', internal = false) =>
  ({ address, family, internal, netmask: '', mac: '', cidr: null, ...(family === 'IPv6' ? { scopeid: 0 } : {}) }) as never

test('IPv4 addresses of real networks are offered to phones, private ones first', () => {
  const found = lanAddresses({
    lo: [network('127.0.0.1', 'IPv4', true)],
    ppp0: [network('203.0.113.9')],
    en0: [network('fe80::1', 'IPv6'), network('192.168.1.20')],
    en1: [network('169.254.7.7')],
  })
  expect(found).toEqual(['192.168.1.20', '203.0.113.9'])
})

test.each([
  ['10.0.0.1', true],
  ['172.15.0.1', false],
  ['172.16.0.1', true],
  ['172.31.255.255', true],
  ['172.32.0.1', false],
  ['192.168.0.1', true],
  ['192.169.0.1', false],
  ['8.8.8.8', false],
])('%s is private: %s', (address, expected) => expect(isPrivateAddress(address)).toBe(expected))

test('the machine is known as localhost and by its .local name, when it has a usable one', () => {
  expect(lanNames('Desk-12.local')).toEqual(['localhost', 'desk-12.local'])
  expect(lanNames('bad_name')).toEqual(['localhost'])
})
