// Leavers: users whom their directory no longer has, or has disabled. Checks find and list them; only an administrator's job suspends
// their tokens. Times are ms since epoch.
import { z } from 'zod'
import { reasonSchema } from './admin.ts'
import { bulkJobSchema } from './admin-bulk.ts'
import { userRowSchema } from './admin-users.ts'
import { defineEndpoint } from './endpoint.ts'

const readers = ['helpdesk', 'auditor', 'admin'] as const
const time = z.number().int()
const count = z.number().int()

/** `gone`: the directory has nobody of this immutable id; whoever was renamed is still there. `disabled`: it says so itself. */
export const leaverKinds = ['gone', 'disabled'] as const
export const leaverKindSchema = z.enum(leaverKinds)
export type LeaverKind = z.infer<typeof leaverKindSchema>

/** Why a directory gave no answer that may be believed; then the check finds nobody. */
export const checkFaults = [
  ...(['not-reachable', 'name-unknown', 'timeout', 'certificate', 'service-account', 'base-missing', 'too-small-answers'] as const),
  ...(['partial', 'too-many', 'interrupted', 'other'] as const),
] as const
export const checkFaultSchema = z.enum(checkFaults)
export type CheckFault = z.infer<typeof checkFaultSchema>

const checkSchema = z.object({
  directory: z.string(),
  /** `never`: no check yet. `failed`: nothing was taken from it; what an earlier one found stands. */
  state: z.enum(['never', 'running', 'done', 'failed']),
  startedAt: time.nullable(),
  /** Users asked about so far, of all that are known of this directory. */
  asked: count,
  total: count,
  fault: checkFaultSchema.nullable(),
  /** The last check that came to its end, and what it found. */
  found: z.object({ at: time, users: count, gone: count, disabled: count }).nullable(),
  /** So many are gone and still have a token in force that the directory may be at fault; suspending them wants a second confirmation. */
  isBraked: z.boolean(),
})
export type LeaverCheck = z.infer<typeof checkSchema>

const checksReply = z.object({
  checks: z.array(checkSchema),
  /** The share of a directory's users from which the brake holds. */
  brakePercent: count,
})

export const getLeaverChecks = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/leavers/checks',
  access: readers,
  summary: 'How the last check of each directory went, and how far a running one is',
  reply: checksReply,
  errors: [],
  isPassive: true,
})

export const startLeaverChecks = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/leavers/checks',
  access: ['helpdesk', 'admin'],
  summary: 'Ask every directory now for the users that are known of it; one that is being asked already is left to it',
  reply: checksReply,
  errors: [],
})

const narrowing = {
  directory: z.string().min(1).max(100).optional(),
  kind: leaverKindSchema.optional(),
}

export const leaverSchema = z.object({
  user: userRowSchema,
  kind: leaverKindSchema,
  /** When a check first found it so. */
  since: time,
  checkedAt: time,
})
export type Leaver = z.infer<typeof leaverSchema>

export const listLeavers = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/leavers',
  access: readers,
  summary: 'Who is gone from the directory or disabled in it, latest first',
  query: z.strictObject({
    ...narrowing,
    /** `usable`: those whose token is still in force. */
    tokens: z.enum(['usable', 'any']).default('usable'),
    after: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  /** `next`: what to pass as `after`, null at the end; a page may hold fewer than asked for, or none, and still have a next. */
  reply: z.object({ leavers: z.array(leaverSchema), next: z.string().nullable() }),
  errors: [],
})

/** Users that may be chosen one by one. */
export const chosenLeavers = 1000

export const suspendLeavers = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/leavers/suspension',
  access: ['admin'],
  summary:
    'Prepare a bulk job that suspends the tokens of leavers: the chosen ones, or all found. Each directory is asked about them once more, and who is back is left out. Nothing is changed until the job is started',
  body: z.strictObject({
    reason: reasonSchema,
    /** Without: all who are found and have a token in force. */
    userIds: z.array(z.string().min(1).max(64)).min(1).max(chosenLeavers).optional(),
    ...narrowing,
    /** Directories whose brake the asker has seen and lifts. */
    unbraked: z.array(z.string().max(100)).max(100).default([]),
  }),
  reply: z.object({ job: bulkJobSchema }),
  errors: ['directory-unavailable', 'leavers-braked', 'bulk-too-large'],
})
