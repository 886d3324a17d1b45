import { expect, test } from 'vitest'
import { draftLifetimeMs, isDraftAlive } from './offline-draft.ts'

const draft = { startedAt: 1_000_000, challenge: [], activation: [] }

test('a draft lives for ten minutes, and not when the clock was turned back', () => {
  expect(isDraftAlive(draft, draft.startedAt)).toBe(true)
  expect(isDraftAlive(draft, draft.startedAt + draftLifetimeMs - 1)).toBe(true)
  expect(isDraftAlive(draft, draft.startedAt + draftLifetimeMs)).toBe(false)
  expect(isDraftAlive(draft, draft.startedAt - 1)).toBe(false)
})
