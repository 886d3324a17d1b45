// Table `policies`: the name of the preset and the values that differ from it.
import { type PresetName, presetNames } from '@motp/shared/protocol/admin-policy'
import type { Db } from '../database/database.ts'
import { type Policy, policySchema, presets } from './policy.ts'

/** `revision`: changes with every change. `changedBy`: null until the first one. */
export type StoredPolicy = { preset: PresetName; values: Policy; changed: string[]; revision: number; changedBy: string | null }

const presetKey = 'preset'

export async function loadPolicy(db: Db): Promise<StoredPolicy> {
  const rows = await db.selectFrom('policies').select(['key', 'value', 'changedAt', 'changedBy']).execute()
  const stored = new Map(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]))
  const preset = presetNames.find((name) => name === stored.get(presetKey)) ?? 'default'
  stored.delete(presetKey)
  // A key that a newer version wrote is left alone; a value out of range falls back to the preset as a whole key.
  const changes = Object.fromEntries([...stored].filter(([key, value]) => isValidValue(key, value)))
  const values = { ...presets[preset], ...changes } as Policy
  return { preset, values, changed: Object.keys(changes), revision: rows[0]?.changedAt ?? 0, changedBy: rows[0]?.changedBy ?? null }
}

export async function savePolicy(db: Db, preset: PresetName, changes: Partial<Policy>, by: { actor: string; at: number }): Promise<void> {
  await db.deleteFrom('policies').execute()
  const rows = Object.entries({ [presetKey]: preset, ...changes }).map(([key, value]) => ({
    key,
    value: JSON.stringify(value),
    changedAt: by.at,
    changedBy: by.actor,
  }))
  await db.insertInto('policies').values(rows).execute()
}

function isValidValue(key: string, value: unknown): boolean {
  const { shape } = policySchema
  return key in shape && shape[key as keyof typeof shape].safeParse(value).success
}
