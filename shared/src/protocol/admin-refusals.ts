// Why a sign-in or a code was refused, and what to do next. Times are ms since epoch.
import { z } from 'zod'
import { auditEventSchema } from './admin-audit.ts'
import type { AuditAction } from './audit-action.ts'
import { defineEndpoint } from './endpoint.ts'

export const refusalKinds = ['code', 'sign-in', 'proof', 'enrollment'] as const
export type RefusalKind = (typeof refusalKinds)[number]

export const refusalActions = {
  // A caller's wrong code stands here as the refused verification that it is.
  code: ['verification.refused', 'token.locked'],
  'sign-in': ['session.refused'],
  proof: ['proof.refused'],
  enrollment: ['enrollment.refused', 'enrollment.other-device'],
} as const satisfies Record<RefusalKind, readonly AuditAction[]>

const typed = z.string().trim().min(1).max(100).optional()

export const listRefusals = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/refusals',
  access: ['helpdesk', 'auditor', 'admin'],
  summary: 'Refused codes, sign-ins, proofs and registrations, newest first; `detail` says why',
  query: z.strictObject({
    /** Account, or a serial of a token. */
    user: typed,
    /** Id of a relying system. */
    client: typed,
    address: typed,
    kind: z.enum(refusalKinds).optional(),
    before: z.coerce.number().int().min(0).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  reply: z.object({ refusals: z.array(auditEventSchema), next: z.number().int().nullable() }),
  errors: [],
})
