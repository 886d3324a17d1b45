import { describe, expect, test } from 'vitest'
import { plainAddress } from './address.ts'
import { createAddressFinder, parseAddressRange } from './address-range.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
  ['fe80::1%eth0', 'fe80::1'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
])('%s is the sender %s', (address, plain) => expect(plainAddress(address)).toBe(plain))

test.each(['10.0.0.1', '10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32', '::1', '::/0'])('%s is a range', (text) => {
  expect(parseAddressRange(text)).toBeDefined()
})

test.each([
  ...['', 'example.com', '10.0.0', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/8x', '2001:db8::/129'],
  ...['fe80::1%eth0', '::ffff:10.0.0.1', '::ffff:10.0.0.0/104', ' 10.0.0.1', '10.0.0.1,10.0.0.2'],
])('"%s" is none', (text) => expect(parseAddressRange(text)).toBeUndefined())

describe('the finder', () => {
  const find = createAddressFinder([
    { owner: 'all', addresses: ['0.0.0.0/0'] },
    { owner: 'site', addresses: ['10.1.0.0/16', '2001:db8::/32'] },
    { owner: 'gateway', addresses: ['10.1.2.3', '2001:db8:0:1::/64', 'nonsense'] },
  ])
  test.each([
    ['10.1.2.3', 'gateway'],
    ['::ffff:10.1.2.3', 'gateway'],
    ['10.1.2.4', 'site'],
    ['203.0.113.1', 'all'],
    ['2001:db8::5', 'site'],
    ['2001:0DB8:0:1::5', 'gateway'],
    ['2001:db9::1', undefined],
    ['', undefined],
    ['unix', undefined],
  ])('%s belongs to %s', (address, owner) => expect(find(address)).toBe(owner))
})
