// The state of everything on one page, from counts made beforehand. Times are ms since epoch.
import { z } from 'zod'
import { auditEventSchema } from './admin-audit.ts'
import { defineEndpoint } from './endpoint.ts'

export const spans = ['day', 'week', 'month'] as const
export type Span = (typeof spans)[number]

const count = z.number().int()

export const tokenCountsSchema = z.object({
  /** When the counting ended. */
  at: z.number().int(),
  users: count,
  /** Users whose current token has a phone, whatever its state. */
  enrolled: count,
  states: z.object({ initial: count, enrolling: count, active: count, suspended: count, expired: count }),
  modes: z.object({ online: count, offline: count, otpauth: count }),
  locked: count,
  /** Active, and ends within 30 days. */
  expiring: count,
  /** Active, and not used for 90 days. */
  unused: count,
})
export type TokenCounts = z.infer<typeof tokenCountsSchema>

export const healthStates = ['good', 'warn', 'bad', 'off', 'unknown'] as const
/** `fact`: a number or time that the screen puts in words: mails that wait, days left, days of age. */
export const healthItemSchema = z.object({
  part: z.enum(['directory', 'mail', 'radius', 'clock', 'certificate', 'key']),
  name: z.string().nullable(),
  state: z.enum(healthStates),
  fact: z.number().int().nullable(),
})
export type HealthItem = z.infer<typeof healthItemSchema>

export const getOverview = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/overview',
  access: ['helpdesk', 'auditor', 'admin'],
  summary: 'Tokens by state, verifications over a span, recent changes, health',
  query: z.strictObject({
    span: z.enum(spans).default('day'),
    /** Of the reader's clock, east positive: days begin at the reader's midnight. */
    offsetMinutes: z.coerce.number().int().min(-840).max(840).default(0),
  }),
  reply: z.object({
    counts: tokenCountsSchema.nullable(),
    /** Hours (day) or days (week, month) from the oldest on; `at` is the beginning of each. */
    verifications: z.array(z.object({ at: z.number().int(), accepted: count, refused: count })),
    recent: z.array(auditEventSchema),
    health: z.array(healthItemSchema),
    waitingApprovals: count,
    now: z.number().int(),
  }),
  errors: [],
})
