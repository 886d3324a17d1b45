// Changing and trying the policy: what a screen is told, who wins of two administrators, how fast it spreads, and what it means for a user.

import { listAudit } from '@motp/tests/support/audit-trail'
import { forEachDatabase } from '@motp/tests/support/databases'
import { createItWorld } from '@motp/tests/support/it-world'
import { refusalOf } from '@motp/tests/support/registration-world'
import { describe, expect, test } from 'vitest'
import { policySchema, presets } from './policy.ts'
import { policyKeys } from './policy-form.ts'

const admin = { actor: 'admin:1', address: '192.0.2.1' }

forEachDatabase('the policy', (open) => {
  const world = async () => createItWorld(await open())

  test('tells who changed it last, and the trail says from what to what', async () => {
    const { policies, make, database } = await world()
    expect(await policies.view()).toMatchObject({ preset: 'default', changed: [], changedAt: null, changedBy: null, revision: 0 })
    const user = await make.user({ account: 'admin01' })
    await policies.change(
      { preset: 'strict', values: { 'token.validDays': 365 }, reason: 'audit 2026' },
      { ...admin, actor: `admin:${user.id}` },
    )
    expect(await policies.view()).toMatchObject({ preset: 'strict', changed: ['token.validDays'], changedBy: 'admin01' })
    const [event] = await listAudit(database.db, { limit: 1 })
    expect(event?.detail).toEqual({
      ...{ preset: 'strict', reason: 'audit 2026' },
      ...{ 'enrollment.activationCode': 'false -> true', 'token.validDays': '1095 -> 365' },
    })
  })

  test('of two administrators who start from the same policy one is told to look again', async () => {
    const { policies } = await world()
    const { revision } = await policies.view()
    const change = (days: number) => refusalOf(policies.change({ preset: 'default', values: { 'token.validDays': days }, revision }, admin))
    const outcomes = await Promise.all([change(100), change(200)])
    expect(outcomes.toSorted()).toEqual(['none', 'policy-conflict'])
    const winner = outcomes[0] === 'none' ? 100 : 200
    expect((await policies.view()).values['token.validDays']).toBe(winner)
  })

  test('refuses unknown keys and values out of range as a whole', async () => {
    const { policies } = await world()
    const change = policies.change({ preset: 'default', values: { 'token.validDays': 0, nonsense: 1, 'proofs.recovery': 1 } }, admin)
    await expect(change).rejects.toMatchObject({ code: 'invalid-request', details: { fields: ['token.validDays', 'nonsense'] } })
    expect((await policies.view()).values).toEqual(presets.default)
  })

  test('is seen by another node within two seconds', async () => {
    const { policies, database, clock } = await world()
    const other = await createItWorld(database, { clock })
    expect((await other.policies.current())['token.validDays']).toBe(1095)
    await policies.change({ preset: 'default', values: { 'token.validDays': 30 } }, admin)
    clock.advance(2000)
    expect((await other.policies.current())['token.validDays']).toBe(30)
  })

  test('is tried on a user, with the reasons, in force and as a draft', async () => {
    const { policies, simulation, make } = await world()
    const token = await make.activeToken({ failures: 2 })
    const { account } = token.user
    const answers = async (query: object) =>
      Object.fromEntries((await simulation.simulate({ account, ...query })).findings.map((finding) => [finding.question, finding]))
    const now = await answers({})
    expect(now.wrongCodes?.answer).toEqual({ failures: 2, nextPauseSeconds: 30, failuresLeft: 18 })
    expect(now.recovery?.answer).toEqual({ needed: 2, proofs: ['password', 'code', 'mailed-code', 'activation-code'] })
    const draft = await answers({ preset: 'guide' })
    expect(draft.wrongCodes?.answer.failuresLeft).toBe(1)
    expect(draft.wrongCodes?.because).toContainEqual({ key: 'verification.hardLockAt', value: 3, source: 'draft' })
    await policies.change({ preset: 'default', values: { 'proofs.recovery': 3 } }, admin)
    expect((await answers({})).recovery?.because[0]).toEqual({ key: 'proofs.recovery', value: 3, source: 'changed' })
    expect(await refusalOf(simulation.simulate({ account: 'nobody' }))).toBe('not-found')
    for (const values of ['[1]', '{', '{"token.validDays":-1}'])
      expect(await refusalOf(simulation.simulate({ account, values }))).toBe('invalid-request')
  })
})

describe('the form of the rules', () => {
  test('names every rule with its kind and bounds', () => {
    expect(policyKeys.map(({ key }) => key)).toEqual(Object.keys(policySchema.shape))
    expect(policyKeys.find(({ key }) => key === 'proofs.recovery')).toEqual({
      key: 'proofs.recovery',
      kind: 'number',
      min: 1,
      max: 3,
      pattern: null,
    })
    expect(policyKeys.find(({ key }) => key === 'enrollment.otpauth')?.kind).toBe('switch')
    expect(policyKeys.find(({ key }) => key === 'enrollment.issuer')).toMatchObject({ kind: 'text', max: 40 })
  })
})
