// What each rule's value may be, read from the one schema: screens build their fields from it. Pure.
import type { PolicyKey } from '@motp/shared/protocol/admin-policy'
import { z } from 'zod'
import { policySchema } from './policy.ts'

type Property = { type?: string; minimum?: number; maximum?: number; minLength?: number; maxLength?: number; pattern?: string }

/** In the order of the schema. `min` and `max` bound a number's value and a text's length. */
export const policyKeys: readonly PolicyKey[] = Object.entries(z.toJSONSchema(policySchema, { io: 'input' }).properties ?? {}).map(
  ([key, value]) => toKey(key, value as Property),
)

function toKey(key: string, { type, minimum, maximum, minLength, maxLength, pattern }: Property): PolicyKey {
  const kind = type === 'boolean' ? 'switch' : type === 'string' ? 'text' : 'number'
  return { key, kind, min: minimum ?? minLength ?? null, max: maximum ?? maxLength ?? null, pattern: pattern ?? null }
}
