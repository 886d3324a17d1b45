// "What applies to this user, and why": under the policy in force, or under one that is not applied yet.
import type { PolicyFinding, PresetName } from '@motp/shared/protocol/admin-policy'
import { AppError } from '@motp/shared/protocol/app-error'
import { draftPolicy, type PolicyService } from './policy-service.ts'
import { type SimulatedUser, type Source, simulate } from './simulation.ts'

export type SimulationService = ReturnType<typeof createSimulationService>

type Person = { id: string; account: string; displayName: string; directory: string }
type Query = { account: string; preset?: PresetName | undefined; values?: string | undefined }

export type SimulationDeps = {
  policies: Pick<PolicyService, 'describe'>
  /** By account, or by id; undefined when nobody goes by it who has ever been here. */
  findPerson(account: string): Promise<{ user: Person; facts: SimulatedUser } | undefined>
}

export function createSimulationService({ policies, findPerson }: SimulationDeps) {
  return {
    /** Throws `not-found`, and `invalid-request` for a draft that could not be applied. */
    async simulate({ account, preset, values }: Query): Promise<{ user: Person; findings: PolicyFinding[] }> {
      const inForce = await policies.describe()
      const isDraft = preset !== undefined || values !== undefined
      const policy = isDraft ? draftPolicy(preset ?? inForce.preset, readValues(values)) : inForce
      const person = await findPerson(account)
      if (!person) throw new AppError('not-found')
      const sourceOf = (key: keyof typeof policy.values): Source => {
        if (isDraft && policy.values[key] !== inForce.values[key]) return 'draft'
        return policy.changed.includes(key) ? 'changed' : 'preset'
      }
      return { user: person.user, findings: simulate(policy.values, sourceOf, person.facts) }
    },
  }
}

function readValues(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Told below, like any other value that is none.
  }
  throw new AppError('invalid-request', { fields: ['values'] })
}
