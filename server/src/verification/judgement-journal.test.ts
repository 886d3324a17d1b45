// What is written into the trail is what is read from it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEntry } from '../audit/audit.ts'
import { presets } from '../policies/policy.ts'
import { describeJudgement, readJudgement } from './judgement-journal.ts'
import { type JudgedToken, judgeAttempt } from './verification.ts'

const token: JudgedToken = {
  ...{ state: 'active', algorithm: 'SHA-1', digits: 6, periodSeconds: 30, expiresAt: null, lastUsedAt: null },
  ...{ drift: 0, lastStep: 0, failures: 0, lockedUntil: null, isHardLocked: 0 },
}

test('every judgement of a code, accepted, refused, pausing or locking, is read back as what it changed', () => {
  const failures = fc.nat({ max: 25 })
  const now = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 })
  fc.assert(
    fc.property(failures, fc.integer({ min: -10, max: 10 }), now, fc.constantFrom('111111', '222222', 'abc'), (failed, drift, at, code) => {
      const { verdict, changes } = judgeAttempt({
        token: { ...token, failures: failed, drift },
        codeAt: (step) => (step % 3 === 0 ? '111111' : '333333'),
        ...{ codes: [code], search: 'window', now: at, policy: presets.default },
      })
      const action = verdict.accepted ? 'verification.accepted' : 'verification.refused'
      const { detail } = describeEntry({ at, actor: 'system', action, detail: describeJudgement('code', verdict, changes) })
      expect(readJudgement({ action, at, detail }) ?? {}).toEqual(changes)
    }),
  )
})

test.each([
  ['token.unlocked', '{"failures":3}'],
  ['verification.refused', '{"purpose":"confirm","verdict":"mismatch"}'],
  ['verification.accepted', '{"purpose":"code","step":59000000}'],
])('an event %s %s says nothing of a row', (action, detail) => {
  expect(readJudgement({ action, at: 1, detail })).toBeUndefined()
})
