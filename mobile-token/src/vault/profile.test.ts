import { expect, test } from 'vitest'
import { isSuperseded, type Profile, type StoredProfile, sortProfiles, toProfile } from './profile.ts'

const profile = (over: Partial<Profile>): Profile => ({
  id: '1',
  state: 'ready',
  mode: 'online',
  serial: '1001034438D73F6',
  issuer: 'MOTP',
  account: 'TW01002547',
  parameters: { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 },
  device: 'iPhone · Safari',
  registeredAt: 1,
  registrationInfo: [],
  ...over,
})

test('the view of a profile holds no key', async () => {
  const seedKey = await crypto.subtle.importKey('raw', new Uint8Array(20), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  const stored: StoredProfile = { ...profile({}), seedKey, serverIdentityKey: new Uint8Array(65), finish: { tid: '', mac: '', sig: '' } }
  expect(toProfile(stored)).toEqual(profile({}))
})

test('the newest profile comes first', () => {
  expect(sortProfiles([profile({ id: 'a', registeredAt: 1 }), profile({ id: 'b', registeredAt: 2 })]).map(({ id }) => id)).toEqual([
    'b',
    'a',
  ])
})

test('an older profile of the same account is superseded by a completed newer one, and by nothing else', () => {
  const old = profile({ id: 'old', registeredAt: 1 })
  expect(isSuperseded(old, [old, profile({ registeredAt: 2 })])).toBe(true)
  expect(isSuperseded(old, [old, profile({ registeredAt: 2, state: 'pending' })])).toBe(false)
  expect(isSuperseded(old, [old, profile({ registeredAt: 2, account: 'TW01003312' })])).toBe(false)
  expect(isSuperseded(profile({ account: '', registeredAt: 1 }), [profile({ account: '', registeredAt: 2 })])).toBe(false)
})
