// Two administrators for what concerns members of IT: one asks, another decides. Times are ms since epoch.
import { z } from 'zod'
import { reasonSchema } from './admin.ts'
import { defineEndpoint } from './endpoint.ts'

/** What waits for a second administrator. Suspending and signing out protect, so they never wait. */
export const approvalActions = ['reset', 'resume', 'unlock', 'extend', 'activation-code'] as const
export const approvalActionSchema = z.enum(approvalActions)
export type ApprovalAction = z.infer<typeof approvalActionSchema>

export const approvalStates = ['waiting', 'approved', 'declined', 'withdrawn', 'expired'] as const

export const approvalSchema = z.object({
  id: z.string(),
  action: approvalActionSchema,
  userId: z.string(),
  account: z.string(),
  tokenId: z.string().nullable(),
  serial: z.string().nullable(),
  /** For `extend`. */
  days: z.number().int().nullable(),
  reason: z.string(),
  requestedBy: z.object({ userId: z.string(), account: z.string().nullable() }),
  createdAt: z.number().int(),
  expiresAt: z.number().int(),
  state: z.enum(approvalStates),
  decidedBy: z.object({ userId: z.string(), account: z.string().nullable() }).nullable(),
  decidedAt: z.number().int().nullable(),
})
export type Approval = z.infer<typeof approvalSchema>

const approvalParams = z.strictObject({ approvalId: z.string().min(1).max(64) })
const approvalReply = z.object({ approval: approvalSchema })

export const listApprovals = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/approvals',
  access: ['helpdesk', 'auditor', 'admin'],
  summary: 'Requests that wait, and those decided in the last 30 days, newest first',
  reply: z.object({ approvals: z.array(approvalSchema), now: z.number().int() }),
  errors: [],
  isPassive: true,
})

export const requestApproval = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/approvals',
  access: ['helpdesk', 'admin'],
  summary: 'Ask a second administrator for an action on a member of IT',
  body: z.strictObject({
    action: approvalActionSchema,
    userId: z.string().min(1).max(64),
    days: z.number().int().min(1).max(3650).optional(),
    reason: reasonSchema,
  }),
  reply: approvalReply,
  errors: ['not-found', 'own-account', 'token-state-conflict', 'approval-not-needed', 'approval-waiting'],
})

export const grantApproval = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/approvals/:approvalId/grant',
  access: ['admin'],
  summary: 'Approve and carry out. An activation code is shown once, to the one who approves',
  params: approvalParams,
  reply: approvalReply.extend({
    activationCode: z.object({ groups: z.array(z.string()).length(3), expiresAt: z.number().int() }).nullable(),
  }),
  errors: ['not-found', 'own-account', 'own-request', 'approval-closed', 'token-state-conflict'],
})

export const declineApproval = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/approvals/:approvalId/decline',
  access: ['helpdesk', 'admin'],
  summary: 'Decline a request (an administrator), or withdraw one of one’s own',
  params: approvalParams,
  reply: approvalReply,
  errors: ['not-found', 'own-account', 'role-required', 'approval-closed'],
})
