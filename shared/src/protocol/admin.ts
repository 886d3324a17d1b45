// What IT does with a user's token, always with a reason. `approval-required`: the user has an IT role, so a second administrator
// decides (admin-approvals.ts). Times are ms since epoch.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { tokenParams, tokenReply, tokenSchema, typedCodeSchema } from './tokens.ts'

const changers = ['helpdesk', 'admin'] as const

export const userParams = z.strictObject({ userId: z.string().min(1).max(64) })
/** Why IT did it; goes to the audit trail and to the user's mail. */
export const reasonSchema = z.string().trim().min(1).max(500)
export const reasonBody = z.strictObject({ reason: reasonSchema })

/** The code is shown once: three groups of six digits for the user to type. An earlier unused one is void. */
export const issueActivationCode = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/users/:userId/activation-code',
  access: changers,
  summary: 'Issue an activation code for one user',
  params: userParams,
  body: reasonBody,
  reply: z.object({ groups: z.array(z.string()).length(3), expiresAt: z.number().int() }),
  errors: ['not-found', 'own-account', 'approval-required'],
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
  errors: ['not-found', 'own-account', 'approval-required', 'token-state-conflict'],
})

export const adminResetToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/tokens/:tokenId/reset',
  access: changers,
  summary: 'Erase the seed and give the user an empty slot. Answers the slot; IT cannot register a phone for the user',
  params: tokenParams,
  body: reasonBody,
  reply: tokenReply,
  errors: ['not-found', 'own-account', 'approval-required', 'token-state-conflict'],
})

export const adminUnlockToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/tokens/:tokenId/unlock',
  access: changers,
  summary: 'Lift the pause or the hard lock after wrong codes',
  params: tokenParams,
  body: reasonBody,
  reply: tokenReply,
  errors: ['not-found', 'own-account', 'approval-required', 'token-state-conflict'],
})

export const adminResyncToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/tokens/:tokenId/resync',
  access: changers,
  summary: 'Resynchronise with two consecutive codes that the user reads out',
  params: tokenParams,
  body: z.strictObject({ reason: reasonSchema, codes: z.tuple([typedCodeSchema, typedCodeSchema]) }),
  reply: z.object({ token: tokenSchema, offsetSeconds: z.number().int() }),
  errors: ['not-found', 'own-account', 'token-state-conflict', 'codes-refused', 'token-locked'],
})
