import { expect, test } from 'vitest'
import { createClientFinder, normalizeAddress, parseAddressRange, type RadiusClient } from './radius-client.ts'

const client = (id: string, ...addresses: string[]): RadiusClient => ({
  id,
  name: id,
  addresses,
  secret: new Uint8Array(8),
  requiresMessageAuthenticator: true,
  mode: 'code',
  language: 'zh-TW',
})

const find = createClientFinder([
  client('everything', '0.0.0.0/0'),
  client('site', '10.1.0.0/16', '2001:db8::/32'),
  client('gateway', '10.1.2.3', '2001:db8:0:1::5'),
  client('rack', '10.1.2.0/24', 'nonsense', '10.1.2.0/33', ''),
  client('twin', '10.1.2.3'),
  client('six', '::/8'),
  client('link', 'fe80::7%eth0', '::ffff:192.0.2.8'),
])

test.each([
  ['10.1.2.3', 'gateway'],
  ['10.1.2.4', 'rack'],
  ['10.1.3.4', 'site'],
  ['192.0.2.1', 'everything'],
  ['::ffff:10.1.2.3', 'gateway'],
  ['::1', 'six'],
  ['fe80::7%eth1', 'link'],
  ['192.0.2.8', 'link'],
  ['2001:db8:0:1::5', 'gateway'],
  ['2001:DB8:0:1:0:0:0:5', 'gateway'],
  ['2001:db8::1', 'site'],
  ['2001:db9::1', undefined],
  ['fe80::1%eth0', undefined],
  ['', undefined],
  ['nonsense', undefined],
])('%s is %s', (address, id) => expect(find(address)?.id).toBe(id))

test('without clients nobody is known', () => expect(createClientFinder([])('10.1.2.3')).toBeUndefined())

test.each([
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:192.0.2.7', '192.0.2.7'],
  ['192.0.2.7', '192.0.2.7'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:999.0.0.1', '::ffff:999.0.0.1'],
])('%s is spelt %s', (address, spelt) => expect(normalizeAddress(address)).toBe(spelt))

test.each(['10.0.0.0/', '10.0.0.0/-1', '10.0.0.0/8/8', '10.0.0/8', '10.0.0.0/33', '::/129', 'host.example', ' 10.0.0.1', '10.0.0.0/1e1'])(
  '"%s" is no range',
  (text) => expect(parseAddressRange(text)).toBeUndefined(),
)
