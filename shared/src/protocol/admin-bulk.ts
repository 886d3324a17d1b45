// One action on many: prepared, looked at, started, followed, and what failed taken home. Times are ms since epoch.
import { z } from 'zod'
import { reasonSchema } from './admin.ts'
import { userFilterShape } from './admin-users.ts'
import { defineEndpoint } from './endpoint.ts'

const changers = ['helpdesk', 'admin'] as const

/** On the current token of each user; `invite` mails people who have no phone registered yet that they may. */
export const bulkActions = ['suspend', 'resume', 'unlock', 'reset', 'invite'] as const
export const bulkActionSchema = z.enum(bulkActions)
export type BulkAction = z.infer<typeof bulkActionSchema>

export const bulkStates = ['preparing', 'prepared', 'running', 'finished', 'cancelled'] as const
export type BulkState = (typeof bulkStates)[number]

/** Where its accounts come from. */
export const bulkSources = ['filter', 'file', 'chosen', 'leavers'] as const
export type BulkSource = (typeof bulkSources)[number]

/** Accounts that one job may have. */
export const bulkLimit = 100_000
/** Users that can be chosen one by one for a job. */
export const chosenLimit = 1000

export const bulkJobSchema = z.object({
  id: z.string(),
  action: bulkActionSchema,
  source: z.enum(bulkSources),
  reason: z.string(),
  /** Account of whoever prepared it. */
  createdBy: z.string(),
  createdAt: z.number().int(),
  startedAt: z.number().int().nullable(),
  finishedAt: z.number().int().nullable(),
  state: z.enum(bulkStates),
  /** Rows in all; done and failed ones among them. Rows of a file may have failed before it starts. */
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
})
export type BulkJob = z.infer<typeof bulkJobSchema>

const jobReply = z.object({ job: bulkJobSchema })
const jobParams = z.strictObject({ jobId: z.string().min(1).max(64) })

export const prepareBulk = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/bulk',
  access: changers,
  summary: 'Gather the accounts that a filter finds now; nothing is changed until the job is started',
  body: z.strictObject({ action: bulkActionSchema, reason: reasonSchema, filter: z.strictObject(userFilterShape).prefault({}) }),
  reply: jobReply,
  errors: ['bulk-too-large'],
})

export const chooseBulk = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/bulk/chosen',
  access: changers,
  summary: 'Gather users who were chosen one by one. Whoever went away since is told, nothing is changed until the job is started',
  body: z.strictObject({
    action: bulkActionSchema,
    reason: reasonSchema,
    userIds: z.array(z.string().min(1).max(64)).min(1).max(chosenLimit),
  }),
  reply: jobReply,
  errors: [],
})

export const importBulk = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/bulk/import',
  access: changers,
  summary: 'Gather the accounts of a CSV file (column `account` or 帳號). A dry run: what is wrong with a line is told, nothing is changed',
  query: z.strictObject({ action: bulkActionSchema, reason: reasonSchema }),
  reply: jobReply,
  errors: ['file-unreadable', 'body-too-large'],
  upload: 'file',
})

export const listBulk = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/bulk',
  access: changers,
  summary: 'Bulk jobs, newest first',
  reply: z.object({ jobs: z.array(bulkJobSchema) }),
  errors: [],
  isPassive: true,
})

export const getBulk = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/bulk/:jobId',
  access: changers,
  summary: 'One job and how far it is',
  params: jobParams,
  reply: jobReply,
  errors: ['not-found'],
  isPassive: true,
})

export const startBulk = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/bulk/:jobId/start',
  access: changers,
  summary: 'Start a prepared job; it goes on in the server, over restarts too',
  params: jobParams,
  reply: jobReply,
  errors: ['not-found', 'bulk-state-conflict'],
})

export const cancelBulk = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/bulk/:jobId/cancel',
  access: changers,
  summary: 'End a job; what is done stays done',
  params: jobParams,
  reply: jobReply,
  errors: ['not-found', 'bulk-state-conflict'],
})

export const bulkRowSchema = z.object({
  /** Line of the file, or place in the list; from 1. */
  position: z.number().int(),
  account: z.string(),
  userId: z.string().nullable(),
  serial: z.string().nullable(),
  /** `waiting`, `done`, a BulkFault or an ErrorCode */
  outcome: z.string(),
})
export type BulkRow = z.infer<typeof bulkRowSchema>

export const listBulkRows = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/bulk/:jobId/rows',
  access: changers,
  summary: 'The rows of a job, in order',
  params: jobParams,
  query: z.strictObject({
    which: z.enum(['all', 'failed']).default('all'),
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  reply: z.object({ rows: z.array(bulkRowSchema), next: z.number().int().nullable() }),
  errors: ['not-found'],
  isPassive: true,
})

export const downloadBulkRows = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/bulk/:jobId/results',
  access: changers,
  summary: 'The rows of a job as CSV, with a sentence for each that failed; correct them and import the file again',
  params: jobParams,
  query: z.strictObject({ which: z.enum(['all', 'failed']).default('failed') }),
  reply: z.string(),
  errors: ['not-found'],
  stream: 'download',
})

export const exportUsers = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/users-export',
  access: ['helpdesk', 'auditor', 'admin'],
  summary: 'The users that a filter finds, with their current tokens, as a file; the export stands in the trail',
  query: z.strictObject({ ...userFilterShape, format: z.enum(['csv', 'json']).default('csv') }),
  reply: z.string(),
  errors: [],
  stream: 'download',
})
