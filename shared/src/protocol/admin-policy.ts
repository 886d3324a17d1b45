// The policy as IT reads, tries and changes it. Times are ms since epoch.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'

const readers = ['helpdesk', 'auditor', 'admin'] as const

export const presetNames = ['guide', 'default', 'strict'] as const
export const presetNameSchema = z.enum(presetNames)
export type PresetName = z.infer<typeof presetNameSchema>

const policyValueSchema = z.union([z.number(), z.boolean(), z.string()])
export type PolicyValue = z.infer<typeof policyValueSchema>
const policyValuesSchema = z.record(z.string(), policyValueSchema)
export type PolicyValues = z.infer<typeof policyValuesSchema>

/** The form of one rule's value: what a field for it must know. */
export const policyKeySchema = z.object({
  key: z.string(),
  kind: z.enum(['number', 'switch', 'text']),
  min: z.number().nullable(),
  max: z.number().nullable(),
  pattern: z.string().nullable(),
})
export type PolicyKey = z.infer<typeof policyKeySchema>

const policyReplySchema = z.object({
  preset: presetNameSchema,
  values: policyValuesSchema,
  /** Keys whose value differs from the preset's. */
  changed: z.array(z.string()),
  /** Of the policy as a whole: what to pass to a change, so that nobody overwrites what they have not seen. */
  revision: z.number().int(),
  changedAt: z.number().int().nullable(),
  changedBy: z.string().nullable(),
  keys: z.array(policyKeySchema),
  presets: z.record(presetNameSchema, policyValuesSchema),
})
export type PolicyView = z.infer<typeof policyReplySchema>

export const getPolicy = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/policies',
  access: readers,
  summary: 'The policy in force: preset, values, which of them differ from the preset, and what each may be',
  reply: policyReplySchema,
  errors: [],
})

export const setPolicy = defineEndpoint({
  method: 'PUT',
  path: '/api/v1/admin/policies',
  access: ['admin'],
  summary: 'Choose a preset and the values that differ from it; unknown keys and values out of range are refused whole',
  body: z.strictObject({
    preset: presetNameSchema,
    values: z.record(z.string(), z.unknown()).default({}),
    /** The revision that the change was made from; without it whatever stands is replaced. */
    revision: z.number().int().optional(),
    reason: z.string().trim().max(500).default(''),
  }),
  reply: policyReplySchema,
  errors: ['policy-conflict'],
})

/** One question about a user, its answer, and the rules (or facts) that it comes from. */
const findingSchema = z.object({
  question: z.enum(['register', 'activationCode', 'codes', 'wrongCodes', 'recovery', 'session', 'validity']),
  /** Values for the sentence of the screen. */
  answer: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
  because: z.array(z.object({ key: z.string(), value: policyValueSchema, source: z.enum(['preset', 'changed', 'draft']) })),
})
export type PolicyFinding = z.infer<typeof findingSchema>

export const simulatePolicy = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/policies/simulation',
  access: readers,
  summary: 'What applies to a user, and why; with a preset and values: what would apply',
  query: z.strictObject({
    account: z.string().trim().min(1).max(256),
    preset: presetNameSchema.optional(),
    /** JSON object of values that differ from the preset. */
    values: z.string().max(4000).optional(),
  }),
  reply: z.object({
    user: z.object({ id: z.string(), account: z.string(), displayName: z.string(), directory: z.string() }),
    findings: z.array(findingSchema),
  }),
  errors: ['not-found'],
})
