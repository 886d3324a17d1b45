// Users as IT finds and helps them: list, one user, notes, sessions, whether a caller holds the phone. Times are ms since epoch.
import { z } from 'zod'
import { reasonBody, reasonSchema, userParams } from './admin.ts'
import { approvalSchema } from './admin-approvals.ts'
import { auditEventSchema } from './admin-audit.ts'
import { defineEndpoint } from './endpoint.ts'
import { roleSchema } from './session.ts'
import { enrollmentModes, tokenParams, tokenReply, tokenSchema, typedCodeSchema } from './tokens.ts'

const readers = ['helpdesk', 'auditor', 'admin'] as const
const changers = ['helpdesk', 'admin'] as const

export const adminUserSchema = z.object({
  id: z.string(),
  account: z.string(),
  displayName: z.string(),
  directory: z.string(),
  mail: z.string().nullable(),
  lastSignInAt: z.number().int().nullable(),
  /** As the directory's groups said at the last sign-in. */
  roles: z.array(roleSchema),
})
export type AdminUser = z.infer<typeof adminUserSchema>

/** States that a user's current token may be in; a revoked one is nobody's current token. */
export const currentStates = ['initial', 'enrolling', 'active', 'suspended', 'expired'] as const
/** What needs looking at: nobody ever registered, locked after wrong codes, ends within `days`, not used for `days`. */
export const concerns = ['never-enrolled', 'locked', 'expiring', 'unused'] as const
export const assurances = ['bound', 'offline', 'compat'] as const

/** What narrows the list of users. All that are given must fit. */
export const userFilterShape = {
  /** How an account, a name or a serial begins. */
  search: z.string().trim().max(100).default(''),
  directory: z.string().max(100).optional(),
  /** Name of a directory group, as it is written there. */
  group: z.string().trim().min(1).max(256).optional(),
  state: z.enum(currentStates).optional(),
  mode: z.enum(enrollmentModes).optional(),
  assurance: z.enum(assurances).optional(),
  concern: z.enum(concerns).optional(),
  days: z.coerce.number().int().min(1).max(3650).default(30),
  /** Members of IT alone. */
  role: z.literal('it').optional(),
}
const filterSchema = z.strictObject(userFilterShape)
export type UserFilter = z.output<typeof filterSchema>

export const userRowSchema = adminUserSchema.extend({ token: tokenSchema.nullable() })
export type UserRow = z.infer<typeof userRowSchema>

/** More matches than this are not counted. */
export const countedUsers = 1000

export const searchUsers = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/users',
  access: readers,
  summary: 'Users with their current tokens, by account, filtered',
  query: z.strictObject({
    ...userFilterShape,
    after: z.string().max(600).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  /**
   * `next`: what to pass as `after` to go on, null at the end; a page may hold fewer users than asked for, or none, and still have a next.
   * `total`: how many match, null when not counted (see `countedUsers`).
   */
  reply: z.object({ users: z.array(userRowSchema), next: z.string().nullable(), total: z.number().int().nullable() }),
  errors: [],
})

export const listDirectories = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/directories',
  access: readers,
  summary: 'The names of the directories, in their order',
  reply: z.object({ directories: z.array(z.string()) }),
  errors: [],
})

export const listGroups = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/groups',
  access: readers,
  summary: 'Names of the directory groups that users are in, as they begin',
  query: z.strictObject({ search: z.string().trim().max(256).default(''), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  reply: z.object({ groups: z.array(z.string()) }),
  errors: [],
})

export const noteSchema = z.object({
  id: z.string(),
  at: z.number().int(),
  /** Account of the author. */
  author: z.string().nullable(),
  text: z.string(),
})
export type UserNote = z.infer<typeof noteSchema>

/** `failed`: given up, or the last attempt went wrong; it is tried again while `waiting`. */
export const mailStates = ['waiting', 'sent', 'failed'] as const
export const userMailSchema = z.object({
  id: z.string(),
  at: z.number().int(),
  kind: z.string(),
  recipient: z.string(),
  state: z.enum(mailStates),
  sentAt: z.number().int().nullable(),
  attempts: z.number().int(),
})
export type UserMail = z.infer<typeof userMailSchema>

export const userSessionSchema = z.object({
  id: z.string(),
  address: z.string(),
  agent: z.string(),
  createdAt: z.number().int(),
  lastSeenAt: z.number().int(),
})

/** The last code that was accepted: whence and for whom. */
export const lastUseSchema = z.object({ at: z.number().int(), by: z.string().nullable(), address: z.string().nullable() })

export const userDetailSchema = z.object({
  user: adminUserSchema,
  /** Names of the directory groups, as last read there. */
  groups: z.array(z.string()),
  /** Newest first, revoked ones included; the first that is not revoked is the current one. */
  tokens: z.array(tokenSchema),
  sessions: z.array(userSessionSchema),
  mails: z.array(userMailSchema),
  notes: z.array(noteSchema),
  /** Requests about this user that still wait. */
  approvals: z.array(approvalSchema),
  /** End of the activation code that is open now. */
  activationCodeUntil: z.number().int().nullable(),
  /** Of the current token; null when never used, or too long ago to find out. */
  lastUse: lastUseSchema.nullable(),
  now: z.number().int(),
})
export type UserDetail = z.infer<typeof userDetailSchema>

export const getUser = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/users/:userId',
  access: readers,
  summary: 'One user with tokens, sessions, mails and notes',
  params: userParams,
  reply: userDetailSchema,
  errors: ['not-found'],
})

export const listTimeline = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/users/:userId/timeline',
  access: readers,
  summary: "The account's history, newest first; accepted codes are left out",
  params: userParams,
  query: z.strictObject({ before: z.coerce.number().int().min(0).optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
  reply: z.object({ events: z.array(auditEventSchema), next: z.number().int().nullable() }),
  errors: ['not-found'],
})

export const addNote = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/users/:userId/notes',
  access: changers,
  summary: 'Write a note that IT reads, the user does not',
  params: userParams,
  body: z.strictObject({ text: z.string().trim().min(1).max(2000) }),
  reply: z.object({ note: noteSchema }),
  errors: ['not-found', 'own-account'],
})

export const signUserOut = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/users/:userId/sign-out',
  access: changers,
  summary: 'End every console session of the user',
  params: userParams,
  body: reasonBody,
  reply: z.object({ ended: z.number().int() }),
  errors: ['not-found', 'own-account'],
})

export const adminExtendToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/tokens/:tokenId/extend',
  access: changers,
  summary: 'Move the day on which the token ends, from now at most as far as policy gives a new one',
  params: tokenParams,
  body: z.strictObject({ reason: reasonSchema, days: z.number().int().min(1).max(3650) }),
  reply: tokenReply,
  errors: ['not-found', 'own-account', 'approval-required', 'token-state-conflict'],
})

export const callerVerdictSchema = z.object({
  isRight: z.boolean(),
  /** Why not: for the helpdesk to know what to say next. */
  reason: z.string().nullable(),
  retryAt: z.number().int().nullable(),
})
export type CallerVerdict = z.infer<typeof callerVerdictSchema>

export const proveCaller = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/users/:userId/caller-proof',
  access: changers,
  summary:
    'Is the caller the user? Judges the code that the caller reads out: of the token, or of a mail sent for this call. Each try counts',
  params: userParams,
  body: z.strictObject({ kind: z.enum(['code', 'mailed-code']), code: typedCodeSchema }),
  reply: callerVerdictSchema,
  errors: ['not-found', 'own-account', 'token-state-conflict'],
})

export const mailCallerCode = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/users/:userId/caller-proof/mail',
  access: changers,
  summary: 'Mail the user an 8-digit code to read out on the phone, valid for ten minutes and five tries',
  params: userParams,
  reply: z.object({ sentTo: z.string(), expiresAt: z.number().int() }),
  errors: ['not-found', 'own-account', 'mail-address-missing', 'too-many-requests'],
})
