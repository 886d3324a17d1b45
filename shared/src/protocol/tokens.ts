// A user's own tokens: list, reset, suspend, resume, resynchronise, activity. Times are ms since epoch.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'

export const tokenStates = ['initial', 'enrolling', 'active', 'suspended', 'expired', 'revoked'] as const
export const tokenStateSchema = z.enum(tokenStates)
export type TokenState = z.infer<typeof tokenStateSchema>

export const enrollmentModes = ['online', 'offline', 'otpauth'] as const
export const enrollmentModeSchema = z.enum(enrollmentModes)
export type EnrollmentMode = z.infer<typeof enrollmentModeSchema>

export const tokenSchema = z.object({
  id: z.string(),
  type: z.literal('software'),
  /** 8 hex digits while the slot is empty, 15 once a phone is registered. */
  serial: z.string(),
  status: tokenStateSchema,
  suspendedBy: z.enum(['user', 'admin']).nullable(),
  expiresAt: z.number().int().nullable(),
  enrolledAt: z.number().int().nullable(),
  mode: enrollmentModeSchema.nullable(),
  device: z.string().nullable(),
  /** How the seed came to the phone: `bound` online with a device key, `offline` by digits, `compat` for third-party apps. */
  assurance: z.enum(['bound', 'offline', 'compat']).nullable(),
  lastUsedAt: z.number().int().nullable(),
  /** End of the pause after wrong codes; null when there is none. */
  lockedUntil: z.number().int().nullable(),
  /** True after too many wrong codes in a row: only IT lifts it. */
  isHardLocked: z.boolean(),
})
export type Token = z.infer<typeof tokenSchema>

export const tokenParams = z.strictObject({ tokenId: z.string().min(1).max(64) })
export const tokenReply = z.object({ token: tokenSchema })
/** A code as typed; normalised (NFKC, spaces and hyphens removed) before it is judged. */
export const typedCodeSchema = z.string().min(1).max(32)

export const listTokens = defineEndpoint({
  method: 'GET',
  path: '/api/v1/tokens',
  access: 'session',
  summary: 'My tokens: the empty slot or the registered phone; revoked ones are not listed',
  reply: z.object({ tokens: z.array(tokenSchema) }),
  errors: [],
})

export const resetToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/tokens/:tokenId/reset',
  access: 'session',
  summary: 'Give up the registered phone: its seed is erased, a new empty slot takes its place. Answers the new slot.',
  params: tokenParams,
  reply: z.object({ token: tokenSchema, changedAt: z.number().int() }),
  errors: ['not-found', 'token-state-conflict', 'proof-required', 'activation-code-required', 'suspended-by-admin'],
})

export const suspendToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/tokens/:tokenId/suspend',
  access: 'session',
  summary: "Refuse the token's codes until it is resumed",
  params: tokenParams,
  reply: tokenReply,
  errors: ['not-found', 'token-state-conflict', 'proof-required'],
})

export const resumeToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/tokens/:tokenId/resume',
  access: 'session',
  summary: 'Accept the codes again; a suspension by IT is lifted by IT only',
  params: tokenParams,
  reply: tokenReply,
  errors: ['not-found', 'token-state-conflict', 'proof-required', 'suspended-by-admin'],
})

export const resyncToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/tokens/:tokenId/resync',
  access: 'session',
  summary: "Two consecutive codes within 120 steps set the drift of a phone's clock anew",
  params: tokenParams,
  body: z.strictObject({ codes: z.tuple([typedCodeSchema, typedCodeSchema]) }),
  reply: z.object({ token: tokenSchema, offsetSeconds: z.number().int() }),
  errors: ['not-found', 'token-state-conflict', 'proof-required', 'codes-refused', 'token-locked'],
})

export const activityEventSchema = z.object({
  id: z.string(),
  at: z.number().int(),
  /** The audit action, for instance `token.reset` or `session.signed-in`; the screens have a sentence for each. */
  action: z.string(),
  by: z.enum(['self', 'it', 'system']),
  tokenSerial: z.string().nullable(),
  address: z.string().nullable(),
  reason: z.string().nullable(),
})
export type ActivityEvent = z.infer<typeof activityEventSchema>

export const listActivity = defineEndpoint({
  method: 'GET',
  path: '/api/v1/activity',
  access: 'session',
  summary: 'What happened to my account and tokens, newest first',
  query: z.strictObject({
    before: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  reply: z.object({ events: z.array(activityEventSchema), next: z.string().nullable() }),
  errors: [],
})
