import type { Token } from '@motp/shared/protocol/tokens'
import { expect, test } from 'vitest'
import { findTokenStatus, mayRegister, mayReset } from './token-status.ts'

const active: Token = {
  id: 't1',
  type: 'software',
  serial: '0A1B2C3D4E5F607',
  status: 'active',
  suspendedBy: null,
  expiresAt: 2_000,
  enrolledAt: 1,
  mode: 'online',
  device: null,
  assurance: 'bound',
  lastUsedAt: null,
  lockedUntil: null,
  isHardLocked: false,
}

test('a pause after wrong codes shows as locked until it is over', () => {
  expect(findTokenStatus({ ...active, lockedUntil: 1_500 }, 1_000)).toBe('locked')
  expect(findTokenStatus({ ...active, lockedUntil: 1_500 }, 1_500)).toBe('active')
})

test('a hard lock shows as locked without an end', () => {
  expect(findTokenStatus({ ...active, isHardLocked: true }, 1_000)).toBe('locked')
})

test('an active token past its date shows as expired', () => {
  expect(findTokenStatus(active, 2_000)).toBe('expired')
})

test('a suspended token shows as suspended even while locked', () => {
  expect(findTokenStatus({ ...active, status: 'suspended', isHardLocked: true }, 1_000)).toBe('suspended')
})

test('only an empty slot can be registered, only a registered phone reset', () => {
  expect([mayRegister(active), mayReset(active)]).toEqual([false, true])
  expect([mayRegister({ ...active, status: 'enrolling' }), mayReset({ ...active, status: 'enrolling' })]).toEqual([true, false])
})
