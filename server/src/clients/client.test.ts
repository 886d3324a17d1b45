import { newClientSchema } from '@motp/shared/protocol/clients'
import { expect, test } from 'vitest'
import { systemRandom } from '../ports.ts'
import { type Client, createKey, findFaults, hashKey, isKeyOf, readKeyId } from './client.ts'

const id = systemRandom.id()
const key = createKey(id, systemRandom)
const client = { keyHash: hashKey(key) } as Client

test('a key names its client and carries 256 random bits', () => {
  expect(key).toMatch(/^motp_[0-9a-f-]{36}_[A-Za-z0-9_-]{43}$/)
  expect(readKeyId(key)).toBe(id)
  expect(createKey(id, systemRandom)).not.toBe(key)
})

test.each(['', 'x', `motp_${id}_`, key.slice(0, -1), `${key}x`, key.toUpperCase(), `motp_${'x'.repeat(36)}_${'A'.repeat(43)}`])(
  '"%s" is no key',
  (text) => expect(readKeyId(text)).toBeUndefined(),
)

test('only the key itself opens', () => {
  expect(isKeyOf(client, key)).toBe(true)
  expect(isKeyOf(client, createKey(id, systemRandom))).toBe(false)
  expect(isKeyOf({ ...client, keyHash: null }, key)).toBe(false)
})

test.each([
  [{ kind: 'rest' }, []],
  [{ kind: 'rest', addresses: ['10.0.0.0/8', '2001:db8::/32'], modes: ['code', 'challenge'] }, []],
  [{ kind: 'rest', addresses: ['10.0.0.0/40'] }, ['addresses']],
  [{ kind: 'rest', secret: 'chosen-by-hand' }, ['secret']],
  [{ kind: 'radius' }, ['addresses']],
  [{ kind: 'radius', addresses: ['10.0.0.1'] }, []],
  [{ kind: 'radius', addresses: ['10.0.0.1'], secret: 'testing123', modes: ['code', 'challenge'] }, ['modes']],
])('%j lacks %j', (fields, faults) => expect(findFaults(newClientSchema.parse({ name: 'x', ...fields }))).toEqual(faults))
