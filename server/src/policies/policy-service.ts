// The policy in force, read anew at most once a second, so that a change reaches every node within that time.
import type { PolicyView, PresetName } from '@motp/shared/protocol/admin-policy'
import { AppError } from '@motp/shared/protocol/app-error'
import type { AuditDetail } from '../audit/audit.ts'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { findActorName } from '../users/user-store.ts'
import { type Policy, policySchema, presets } from './policy.ts'
import { policyKeys } from './policy-form.ts'
import { loadPolicy, type StoredPolicy, savePolicy } from './policy-store.ts'

export type PolicyChange = {
  preset: PresetName
  values: Record<string, unknown>
  /** The one that the change was made from; undefined: whatever stands is replaced. */
  revision?: number | undefined
  reason?: string | undefined
}

export type PolicyService = {
  current(): Promise<Policy>
  describe(): Promise<StoredPolicy>
  /** With what a screen needs to change it. */
  view(): Promise<PolicyView>
  /** Replaces preset and changes as a whole; throws `invalid-request` naming every unknown key and value out of range, `policy-conflict`. */
  change(next: PolicyChange, by: { actor: string; address: string | null }): Promise<StoredPolicy>
}

const freshForMs = 1000

export function createPolicyService({ database, ports }: { database: Database; ports: Ports }): PolicyService {
  let cached: { at: number; policy: Promise<StoredPolicy> } | undefined

  const describe = (): Promise<StoredPolicy> => {
    const now = ports.clock.now()
    if (cached && Math.abs(now - cached.at) < freshForMs) return cached.policy
    const policy = loadPolicy(database.db)
    cached = { at: now, policy }
    policy.catch(() => {
      cached = undefined
    })
    return policy
  }

  return {
    describe,
    current: async () => (await describe()).values,

    async view() {
      // What is changed next is changed from this: never from a second ago.
      const { changedBy, ...stored } = await loadPolicy(database.db)
      const by = changedBy === null ? null : await findActorName(database.db, changedBy)
      return { ...stored, changedAt: changedBy === null ? null : stored.revision, changedBy: by, keys: [...policyKeys], presets }
    },

    async change({ preset, values, revision, reason = '' }, by) {
      const changes = readChanges(preset, values)
      await database.transact(async (tx) => {
        const before = await loadPolicy(tx)
        // Two in the same millisecond are two revisions.
        const at = Math.max(ports.clock.now(), before.revision + 1)
        const detail = describeChange(before, { preset, values: { ...presets[preset], ...changes } }, reason)
        // Takes the lock of the trail's end, which puts two administrators in order; what stands is looked at behind it.
        await appendAudit(tx, { at, actor: by.actor, action: 'policy.changed', address: by.address, detail })
        if (revision !== undefined && (await loadPolicy(tx)).revision !== revision) throw new AppError('policy-conflict')
        await savePolicy(tx, preset, changes, { actor: by.actor, at })
      })
      cached = undefined
      return describe()
    },
  }
}

/** What a preset and changes from it make; throws as a change would. */
export function draftPolicy(preset: PresetName, values: Record<string, unknown>): Pick<StoredPolicy, 'values' | 'changed'> {
  const changes = readChanges(preset, values)
  return { values: { ...presets[preset], ...changes }, changed: Object.keys(changes) }
}

/** Each value that changes, from what to what. */
function describeChange(before: StoredPolicy, next: { preset: PresetName; values: Policy }, reason: string): AuditDetail {
  const keys = (Object.keys(next.values) as (keyof Policy)[]).filter((key) => before.values[key] !== next.values[key])
  const moves = keys.map((key) => [key, `${before.values[key]} -> ${next.values[key]}`])
  return { preset: next.preset, ...(reason === '' ? {} : { reason }), ...Object.fromEntries(moves) }
}

function readChanges(preset: PresetName, values: Record<string, unknown>): Partial<Policy> {
  const parsed = policySchema.partial().safeParse(values)
  if (!parsed.success) {
    const fields = parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])]))
    throw new AppError('invalid-request', { fields: [...new Set(fields)] })
  }
  const base: Record<string, unknown> = presets[preset]
  return Object.fromEntries(Object.entries(parsed.data).filter(([key, value]) => base[key] !== value)) as Partial<Policy>
}
