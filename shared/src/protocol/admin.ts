// What IT staff may do. Reading: helpdesk, auditor, admin. Changing tokens: helpdesk, admin. Policy: admin. Times are ms since epoch.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { activityEventSchema, tokenParams, tokenReply, tokenSchema, typedCodeSchema } from './tokens.ts'

const readers = ['helpdesk', 'auditor', 'admin'] as const
const changers = ['helpdesk', 'admin'] as const

export const adminUserSchema = z.object({
  id: z.string(),
  account: z.string(),
  displayName: z.string(),
  directory: z.string(),
  mail: z.string().nullable(),
  lastSignInAt: z.number().int().nullable(),
})
export type AdminUser = z.infer<typeof adminUserSchema>

const userParams = z.strictObject({ userId: z.string().min(1).max(64) })
/** Why IT did it; goes to the audit trail and to the user's mail. */
const reasonBody = z.strictObject({ reason: z.string().trim().min(1).max(500) })

export const searchUsers = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/users',
  access: readers,
  summary: 'Find users by the beginning of their account, name or serial',
  query: z.strictObject({ search: z.string().trim().max(100).default(''), limit: z.coerce.number().int().min(1).max(100).default(30) }),
  reply: z.object({ users: z.array(adminUserSchema) }),
  errors: [],
})

export const getUser = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/users/:userId',
  access: readers,
  summary: "One user with all tokens, revoked ones included, and the account's history",
  params: userParams,
  reply: z.object({ user: adminUserSchema, tokens: z.array(tokenSchema), events: z.array(activityEventSchema) }),
  errors: ['not-found'],
})

/** The code is shown once: three groups of six digits for the user to type. An earlier unused one is void. */
export const issueActivationCode = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/users/:userId/activation-code',
  access: changers,
  summary: 'Issue an activation code for one user',
  params: userParams,
  body: reasonBody,
  reply: z.object({ groups: z.array(z.string()).length(3), expiresAt: z.number().int() }),
  errors: ['not-found', 'own-account'],
})

export const adminSuspendToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/tokens/:tokenId/suspend',
  access: changers,
  summary: 'Suspend; only IT can lift it',
  params: tokenParams,
  body: reasonBody,
  reply: tokenReply,
  errors: ['not-found', 'own-account', 'token-state-conflict'],
})

export const adminResumeToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/tokens/:tokenId/resume',
  access: changers,
  summary: "Lift a suspension, the user's own or IT's",
  params: tokenParams,
  body: reasonBody,
  reply: tokenReply,
  errors: ['not-found', 'own-account', 'token-state-conflict'],
})

export const adminResetToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/tokens/:tokenId/reset',
  access: changers,
  summary: 'Erase the seed and give the user an empty slot. Answers the slot; IT cannot register a phone for the user',
  params: tokenParams,
  body: reasonBody,
  reply: tokenReply,
  errors: ['not-found', 'own-account', 'token-state-conflict'],
})

export const adminUnlockToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/tokens/:tokenId/unlock',
  access: changers,
  summary: 'Lift the pause or the hard lock after wrong codes',
  params: tokenParams,
  body: reasonBody,
  reply: tokenReply,
  errors: ['not-found', 'own-account', 'token-state-conflict'],
})

export const adminResyncToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/tokens/:tokenId/resync',
  access: changers,
  summary: 'Resynchronise with two consecutive codes that the user reads out',
  params: tokenParams,
  body: z.strictObject({ reason: z.string().trim().min(1).max(500), codes: z.tuple([typedCodeSchema, typedCodeSchema]) }),
  reply: z.object({ token: tokenSchema, offsetSeconds: z.number().int() }),
  errors: ['not-found', 'own-account', 'token-state-conflict', 'codes-refused', 'token-locked'],
})

export const auditEventSchema = z.object({
  sequence: z.number().int(),
  at: z.number().int(),
  actor: z.string(),
  action: z.string(),
  userId: z.string().nullable(),
  tokenId: z.string().nullable(),
  address: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEventView = z.infer<typeof auditEventSchema>

export const listAudit = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/audit',
  access: ['auditor', 'admin'],
  summary: 'The audit trail, newest first',
  query: z.strictObject({ before: z.coerce.number().int().min(0).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  reply: z.object({ events: z.array(auditEventSchema) }),
  errors: [],
})

export const getPolicy = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/policies',
  access: readers,
  summary: 'The policy in force: preset, values, and which of them differ from the preset',
  reply: z.object({
    preset: z.enum(['guide', 'default', 'strict']),
    values: z.record(z.string(), z.unknown()),
    changed: z.array(z.string()),
  }),
  errors: [],
})

export const setPolicy = defineEndpoint({
  method: 'PUT',
  path: '/api/v1/admin/policies',
  access: ['admin'],
  summary: 'Choose a preset and the values that differ from it; unknown keys and values out of range are refused whole',
  body: z.strictObject({ preset: z.enum(['guide', 'default', 'strict']), values: z.record(z.string(), z.unknown()).default({}) }),
  reply: z.object({
    preset: z.enum(['guide', 'default', 'strict']),
    values: z.record(z.string(), z.unknown()),
    changed: z.array(z.string()),
  }),
  errors: [],
})
