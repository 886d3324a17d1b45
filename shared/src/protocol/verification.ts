// Relying systems ask whether a code is right. Times are ms since epoch.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { accountSchema } from './session.ts'
import { typedCodeSchema } from './tokens.ts'

/**
 * How a user shows who they are: the code alone; the directory password with the code right behind it, in one text; or the password
 * first and the code in a second round (RADIUS and `/validate/check` only).
 */
export const verificationModes = ['code', 'password+code', 'challenge'] as const
export const verificationModeSchema = z.enum(verificationModes)
export type VerificationMode = z.infer<typeof verificationModeSchema>

/** Any spelling that sign-in takes: `TW01002547`, `WHL\TW01002547`, `tommy@example.com`. Whoever fits twice is refused. */
const user = accountSchema
/** Serial of a registered token: 15 hex digits, in either case. */
const serial = z.string().trim().min(1).max(32)

export const verificationRequestSchema = z.union([
  z.strictObject({ mode: z.literal('code').optional(), user, code: typedCodeSchema }),
  z.strictObject({ mode: z.literal('code').optional(), serial, code: typedCodeSchema }),
  /** `secret`: the password with the code behind it; the code is cut off by the number of digits that the user's token has. */
  z.strictObject({ mode: z.literal('password+code'), user, secret: z.string().min(1).max(544) }),
])
export type VerificationRequest = z.infer<typeof verificationRequestSchema>

/**
 * Only for clients that may see reasons. `mismatch`: wrong, whatever of it was; also for names that nobody goes by.
 * `replayed`: this code was accepted before. `locked`: too many tries; see `retryAt`.
 */
export const refusalReasons = ['mismatch', 'malformed', 'replayed', 'locked', 'suspended', 'expired', 'not-active'] as const

export const verificationReplySchema = z.discriminatedUnion('accepted', [
  z.object({ accepted: z.literal(true), serial: z.string() }),
  z.object({
    accepted: z.literal(false),
    reason: z.enum(refusalReasons).optional(),
    /** When the next try is taken; null: when IT has unlocked the token. */
    retryAt: z.number().int().nullable().optional(),
  }),
])
export type VerificationReply = z.infer<typeof verificationReplySchema>

/** RFC draft-ietf-httpapi-idempotency-key-header: visible ASCII. */
export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{1,128}$/)

/**
 * `Authorization: Bearer KEY`, JSON of at most 4 KiB. A refusal is an answer with status 200, the same for unknown users.
 * With an `Idempotency-Key` header (1-128 visible ASCII characters) the same request gets the same answer for 10 minutes, so an answer
 * that was lost on the way can be asked for again; another request under that key is `idempotency-conflict`.
 * `too-many-requests` comes with Retry-After; at `unavailable` nothing was accepted; `directory-unavailable` concerns `password+code` alone.
 */
export const verifyCode = defineEndpoint({
  method: 'POST',
  path: '/api/v1/verify',
  access: 'client',
  summary: 'Is this code right? Accepted once',
  body: verificationRequestSchema,
  reply: verificationReplySchema,
  errors: ['client-refused', 'client-mode-refused', 'idempotency-conflict', 'too-many-requests', 'directory-unavailable', 'unavailable'],
})
