import { expect, test } from 'vitest'
import { findSessionEnd } from './session-end.ts'

test('the idle limit can be put off', () => {
  const view = { now: 1_000_000, idleExpiresAt: 1_600_000, expiresAt: 4_600_000 }
  expect(findSessionEnd(view, 540_000)).toEqual({ leftMs: 60_000, mayExtend: true })
})

test('the absolute limit cannot', () => {
  const view = { now: 1_000_000, idleExpiresAt: 1_300_000, expiresAt: 1_300_000 }
  expect(findSessionEnd(view, 250_000)).toEqual({ leftMs: 50_000, mayExtend: false })
})

test('a session that is over has no time left', () => {
  expect(findSessionEnd({ now: 0, idleExpiresAt: 10, expiresAt: 20 }, 5_000).leftMs).toBe(0)
})
