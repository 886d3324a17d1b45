// The audit trail as auditors read it: filters, the state of the chain, export. Times are ms since epoch.
import { z } from 'zod'
import { auditActions } from './audit-action.ts'
import { defineEndpoint } from './endpoint.ts'

const readers = ['auditor', 'admin'] as const

/** Actions that belong together, as one choice of the filter. */
export const auditTopics = {
  signIn: ['session.signed-in', 'session.signed-out', 'session.refused', 'session.revoked', 'session.expired'],
  proofs: ['proof.added', 'proof.refused', 'code.mailed', 'activation-code.issued'],
  enrollment: [
    ...(['enrollment.started', 'enrollment.keyed', 'enrollment.cancelled', 'enrollment.expired'] as const),
    ...(['enrollment.refused', 'enrollment.other-device', 'token.registered'] as const),
  ],
  tokens: [
    ...(['token.reset', 'token.suspended', 'token.resumed', 'token.resynced'] as const),
    ...(['token.unlocked', 'token.locked', 'token.expired', 'token.extended'] as const),
  ],
  helpdesk: [
    ...(['note.added', 'caller.proved', 'caller.refused', 'caller.code-mailed'] as const),
    ...(['approval.requested', 'approval.granted', 'approval.declined', 'approval.withdrawn'] as const),
  ],
  refusals: ['verification.refused', 'session.refused', 'proof.refused', 'enrollment.refused', 'token.locked'],
  setup: ['policy.changed', 'client.added', 'client.rotated', 'client.removed', 'key.rotated', 'seal.failed', 'mail.tested'],
  records: [
    ...(['audit.checked', 'audit.exported', 'audit.sealed', 'report.exported', 'user.invited'] as const),
    ...(['leavers.checked', 'leavers.unbraked'] as const),
    ...(['bulk.prepared', 'bulk.started', 'bulk.finished', 'bulk.cancelled'] as const),
  ],
} as const satisfies Record<string, readonly (typeof auditActions)[number][]>
export const auditTopicNames = Object.keys(auditTopics) as [keyof typeof auditTopics, ...(keyof typeof auditTopics)[]]

const typed = z.string().trim().min(1).max(100).optional()
const moment = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional()

/** What narrows the trail; names as people type them. All that are given must fit. */
export const auditFilterShape = {
  /** Who did it: an account, or `system`, `cli`, `phone`. */
  actor: typed,
  /** Whom it is about: an account, or a serial of a token. */
  user: typed,
  /** Id of a relying system that asked. */
  client: typed,
  topic: z.enum(auditTopicNames).optional(),
  action: z.enum(auditActions).optional(),
  /** As it stands in the trail. */
  address: typed,
  from: moment,
  to: moment,
  /** Accepted codes are nearly all of the trail: they are left out unless they are asked for. */
  accepted: z.enum(['hidden', 'shown']).default('hidden'),
}
const filterSchema = z.strictObject(auditFilterShape)
export type AuditFilter = z.output<typeof filterSchema>
export type AuditFilterInput = z.input<typeof filterSchema>

export const auditEventSchema = z.object({
  sequence: z.number().int(),
  at: z.number().int(),
  /** `user:<id>`, `admin:<id>`, `client:<id>`, `system`, `cli`, `phone` */
  actor: z.string(),
  /** Account of the person, name of the relying system; null when unknown by now, and for the others. */
  actorName: z.string().nullable(),
  action: z.string(),
  userId: z.string().nullable(),
  account: z.string().nullable(),
  tokenId: z.string().nullable(),
  serial: z.string().nullable(),
  address: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEventView = z.infer<typeof auditEventSchema>

export const listAudit = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/audit',
  access: readers,
  summary: 'The audit trail, newest first, filtered',
  query: z.strictObject({
    ...auditFilterShape,
    before: z.coerce.number().int().min(0).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  /**
   * `next`: what to pass as `before` to go on, null at the beginning of the trail. A search for rare events may end early with few, or none:
   * then `searchedTo` is the time that it came to.
   */
  reply: z.object({ events: z.array(auditEventSchema), next: z.number().int().nullable(), searchedTo: z.number().int().nullable() }),
  errors: [],
})

export const exportAudit = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/audit/export',
  access: readers,
  summary: 'The filtered trail as a file, oldest first; the export stands in the trail itself',
  query: z.strictObject({ ...auditFilterShape, format: z.enum(['csv', 'json']).default('csv') }),
  reply: z.string(),
  errors: [],
  stream: 'download',
})

export const auditCheckSchema = z.object({
  at: z.number().int(),
  by: z.string(),
  isWhole: z.boolean(),
  /** How many events were checked; for a broken chain the number of the first bad one. */
  sequence: z.number().int(),
  reason: z.string().nullable(),
  /** Number of the sealed segment that is not right; null when the fault is in the database. */
  segment: z.number().int().nullable(),
})
export type AuditCheck = z.infer<typeof auditCheckSchema>

export const getAuditState = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/audit/state',
  access: readers,
  summary: 'How long the trail is, what of it is in the database and what in sealed segments, and what its last check found',
  reply: z.object({
    /** Of the whole chain. */
    events: z.number().int(),
    /** What can be searched: the number of its first event, and its time unless there is none. */
    live: z.object({ first: z.number().int(), since: z.number().int().nullable() }),
    sealed: z.object({ segments: z.number().int(), events: z.number().int(), since: z.number().int() }).nullable(),
    lastCheck: auditCheckSchema.nullable(),
  }),
  errors: [],
})

export const auditSegmentSchema = z.object({
  number: z.number().int(),
  firstSequence: z.number().int(),
  lastSequence: z.number().int(),
  events: z.number().int(),
  firstAt: z.number().int(),
  lastAt: z.number().int(),
  sealedAt: z.number().int(),
  /** False while its events are still in the database too. */
  isCleared: z.boolean(),
  /** Name in the folder of segments. */
  file: z.string(),
  fileBytes: z.number().int(),
  /** False when the file is not where this server looks. */
  hasFile: z.boolean(),
})
export type AuditSegment = z.infer<typeof auditSegmentSchema>

export const listAuditSegments = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/audit/segments',
  access: readers,
  summary: 'Sealed segments: files that old events of the trail left the database for, newest first',
  query: z.strictObject({
    before: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  /** `next`: what to pass as `before` for older ones; null when there are none. */
  reply: z.object({ segments: z.array(auditSegmentSchema), next: z.number().int().nullable() }),
  errors: [],
})

export const auditProgressSchema = z.object({ checked: z.number().int(), total: z.number().int(), result: auditCheckSchema.nullable() })

export const checkAudit = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/audit/check',
  access: readers,
  summary:
    'Checks the whole chain of hashes now, sealed segments included: its progress, at last its result, which stands in the trail itself',
  reply: auditProgressSchema,
  errors: [],
  stream: 'events',
})
