import type { Token } from '@motp/shared/protocol/tokens'
import { expect, test } from 'vitest'
import { findUndo, listActions, needsApproval, standingOf } from './user-actions.ts'

const token = (fields: Partial<Token>): Token => ({
  ...{ id: 't1', type: 'software', serial: '1A2B3C4D', status: 'active', suspendedBy: null, expiresAt: null, enrolledAt: 1 },
  ...{ mode: 'online', device: null, assurance: 'bound', lastUsedAt: null, lockedUntil: null, isHardLocked: false },
  ...fields,
})
const idle = { now: 1000, sessions: 0 }

test('what is offered follows the state of the token', () => {
  expect(listActions(token({}), idle)).toEqual(['suspend', 'extend', 'resync', 'reset', 'activation-code'])
  expect(listActions(token({ isHardLocked: true }), idle)[0]).toBe('unlock')
  expect(listActions(token({ lockedUntil: 2000 }), idle)[0]).toBe('unlock')
  expect(listActions(token({ lockedUntil: 500 }), idle)).not.toContain('unlock')
  expect(listActions(token({ status: 'suspended', suspendedBy: 'admin' }), idle)).toEqual(['resume', 'extend', 'reset', 'activation-code'])
  expect(listActions(token({ status: 'initial' }), { now: 0, sessions: 2 })).toEqual(['activation-code', 'sign-out'])
  expect(listActions(undefined, idle)).toEqual(['activation-code'])
})

test('a suspension the user made can be taken over', () => {
  expect(listActions(token({ status: 'suspended', suspendedBy: 'user' }), idle).slice(0, 2)).toEqual(['resume', 'suspend'])
})

test('nobody acts on themselves, an auditor looks', () => {
  expect(standingOf({ userId: 'a', roles: ['user', 'admin'] }, 'a')).toBe('own')
  expect(standingOf({ userId: 'a', roles: ['user', 'auditor'] }, 'b')).toBe('read')
  expect(standingOf({ userId: 'a', roles: ['user', 'helpdesk'] }, 'b')).toBe('change')
})

test('members of IT are helped by two and suspended by one; what two decided is not undone by one', () => {
  expect(needsApproval('reset', ['user', 'auditor'])).toBe(true)
  expect(needsApproval('suspend', ['user', 'admin'])).toBe(false)
  expect(needsApproval('reset', ['user'])).toBe(false)
  expect([findUndo('suspend', ['user']), findUndo('resume', ['user']), findUndo('reset', ['user'])]).toEqual([
    'resume',
    'suspend',
    undefined,
  ])
  expect(findUndo('suspend', ['user', 'admin'])).toBeUndefined()
})
