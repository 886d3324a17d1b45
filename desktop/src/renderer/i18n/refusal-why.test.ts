import { expect, test } from 'vitest'
import { findWhy } from './refusal-why.ts'

test('a refusal is explained by what the trail says of it', () => {
  expect(findWhy({ action: 'verification.refused', detail: { verdict: 'replayed', purpose: 'radius' } })).toBe('replayed')
  expect(findWhy({ action: 'session.refused', detail: { reason: 'account-disabled' } })).toBe('account-disabled')
  expect(findWhy({ action: 'proof.refused', detail: { kind: 'code' } })).toBe('other')
  expect(findWhy({ action: 'token.locked', detail: {} })).toBe('token-locked')
  expect(findWhy({ action: 'token.reset', detail: { reason: 'locked' } })).toBeUndefined()
})
