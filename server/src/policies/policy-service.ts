// The policy in force, read anew at most once a second, so that a change reaches every node within that time.
import { AppError } from '@motp/shared/protocol/app-error'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { type Policy, type PresetName, policySchema, presets } from './policy.ts'
import { loadPolicy, type StoredPolicy, savePolicy } from './policy-store.ts'

export type PolicyService = {
  current(): Promise<Policy>
  describe(): Promise<StoredPolicy>
  /** Replaces preset and changes as a whole; throws `invalid-request` naming every unknown key and value out of range. */
  change(
    next: { preset: PresetName; values: Record<string, unknown> },
    by: { actor: string; address: string | null },
  ): Promise<StoredPolicy>
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
    async change({ preset, values }, by) {
      const changes = readChanges(preset, values)
      const at = ports.clock.now()
      await database.transact(async (tx) => {
        await savePolicy(tx, preset, changes, { actor: by.actor, at })
        const detail = { preset, changed: Object.keys(changes).join(' ') }
        await appendAudit(tx, { at, actor: by.actor, action: 'policy.changed', address: by.address, detail })
      })
      cached = undefined
      return describe()
    },
  }
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
