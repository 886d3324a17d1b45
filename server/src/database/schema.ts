// The one schema, the same on SQLite and PostgreSQL: text ids, integers for time (ms since epoch) and for truth (0 or 1),
// JSON and sealed values as text. Table by table the same words as in routes, types and screens.

import type { OtpAlgorithm } from '@motp/shared/otp/otp-parameters'
import type { ApprovalAction } from '@motp/shared/protocol/admin-approvals'
import type { BulkAction, BulkState } from '@motp/shared/protocol/admin-bulk'
import type { ClientKind } from '@motp/shared/protocol/clients'
import type { EnrollmentState } from '@motp/shared/protocol/enrollments'
import type { Language } from '@motp/shared/protocol/language'
import type { EnrollmentMode, TokenState } from '@motp/shared/protocol/tokens'
import type { Generated } from 'kysely'
import type { BrandTable, MailTemplatesTable } from './brand-schema.ts'

export type Schema = {
  users: UsersTable
  tokens: TokensTable
  enrollments: EnrollmentsTable
  sessions: SessionsTable
  mailedCodes: MailedCodesTable
  activationCodes: ActivationCodesTable
  notices: NoticesTable
  auditEvents: AuditEventsTable
  auditHead: AuditHeadTable
  policies: PoliciesTable
  dataKeys: DataKeysTable
  serverKeys: ServerKeysTable
  throttles: ThrottlesTable
  clients: ClientsTable
  challenges: ChallengesTable
  idempotencyKeys: IdempotencyKeysTable
  bulkJobs: BulkJobsTable
  bulkRows: BulkRowsTable
  notes: NotesTable
  callerCodes: CallerCodesTable
  approvals: ApprovalsTable
  hourlyCounts: HourlyCountsTable
  summaries: SummariesTable
  brand: BrandTable
  mailTemplates: MailTemplatesTable
}

/** Keyed by directory and its immutable id, never by name. */
export type UsersTable = {
  id: string
  directory: string
  directoryId: string
  account: string
  /** lower case, for look-ups */
  accountKey: string
  displayName: string
  mail: string | null
  language: Language
  createdAt: number
  lastSignInAt: number | null
  /** JSON: Role[], as the directory's groups said at the last sign-in; exactly `["user"]` for who is no member of IT */
  roles: Generated<string>
}

export type TokensTable = {
  id: string
  userId: string
  serial: string
  state: TokenState
  suspendedBy: 'user' | 'admin' | null
  sealedSeed: string | null
  algorithm: OtpAlgorithm
  digits: number
  periodSeconds: number
  /** learned offset of the phone's clock, in steps */
  drift: number
  /** highest time step accepted so far; a code is accepted only above it */
  lastStep: number
  /** wrong codes in a row, counted before a code is looked at */
  failures: number
  lockedUntil: number | null
  isHardLocked: number
  mode: EnrollmentMode | null
  assurance: 'bound' | 'offline' | 'compat' | null
  device: string | null
  /** the phone's signing key (P-256 point, base64url) for later signed requests */
  devicePublicKey: string | null
  createdAt: number
  enrolledAt: number | null
  expiresAt: number | null
  lastUsedAt: number | null
}

export type EnrollmentsTable = {
  id: string
  tokenId: string
  userId: string
  sessionId: string
  mode: EnrollmentMode
  state: EnrollmentState
  /** online: public name of the ticket */
  ticketId: string | null
  /** online: ticket and the server's private key; offline: the challenge digits; otpauth: the seed. Erased at the end. */
  sealedSecret: string | null
  /** online: what the phone sent and was answered, for identical answers to repeated messages */
  exchange: string | null
  sealedSeed: string | null
  serial: string
  algorithm: OtpAlgorithm
  digits: number
  periodSeconds: number
  device: string | null
  devicePublicKey: string | null
  otherDeviceTried: number
  /** offline: groups handed in so far */
  answers: number
  /** codes tried so far at confirmation */
  tries: number
  activationCodeId: string | null
  createdAt: number
  expiresAt: number
}

export type SessionsTable = {
  id: string
  /** SHA-256 of the cookie's value */
  secretHash: string
  userId: string
  /** JSON: Role[] */
  roles: string
  /** JSON: { kind, at }[] */
  proofs: string
  language: Language
  address: string
  agent: string
  createdAt: number
  lastSeenAt: number
  expiresAt: number
}

export type MailedCodesTable = { sessionId: string; codeHash: string; tries: number; expiresAt: number }

export type ActivationCodesTable = {
  id: string
  userId: string
  /** the 15 digits, sealed: offline registration mixes them into the seed. Erased when used. */
  sealedDigits: string | null
  tries: number
  issuedBy: string
  createdAt: number
  expiresAt: number
  usedAt: number | null
}

/** The mail outbox: a row is written in the transaction of the change that it tells about. */
export type NoticesTable = {
  id: string
  userId: string | null
  recipient: string
  language: Language
  kind: string
  /** JSON: the values of the template; sealed when `isSealed` (a mailed code) */
  data: string
  isSealed: number
  attempts: number
  nextAttemptAt: number
  createdAt: number
  sentAt: number | null
  failure: string | null
}

export type AuditEventsTable = {
  sequence: number
  at: number
  /** `user:<id>`, `admin:<id>`, `system`, `cli`, `client:<id>`, `phone` */
  actor: string
  action: string
  userId: string | null
  tokenId: string | null
  address: string | null
  /** JSON object; never a secret, password or code */
  detail: string
  previousHash: string
  hash: string
}

/** One row: the end of the chain. Its row lock puts appenders in order. */
export type AuditHeadTable = { id: number; sequence: number; hash: string }

/** One row per key; the row `preset` names the preset, the others hold what differs from it. */
export type PoliciesTable = { key: string; value: string; changedAt: number; changedBy: string }

/** Data keys, each wrapped by the key file; seeds name the key that sealed them. */
export type DataKeysTable = { id: string; wrappedKey: string; createdAt: number; isCurrent: Generated<number> }

/** The server's identity key of online enrollment, sealed. */
export type ServerKeysTable = { name: string; publicKey: string; sealedPrivateKey: string; createdAt: number }

/** Counts per key (an account, an address) within a window of time, shared by all nodes. */
export type ThrottlesTable = { key: string; hits: number; windowEndsAt: number }

/** A relying system: who it is, from where and what it may ask. */
export type ClientsTable = {
  id: string
  name: string
  kind: ClientKind
  /** REST: SHA-256 of the key */
  keyHash: string | null
  /** RADIUS: the shared secret, sealed */
  sealedSecret: string | null
  /** JSON: IP addresses and CIDR ranges; empty: from anywhere */
  addresses: string
  requestsPerMinute: number
  /** JSON: VerificationMode[] */
  modes: string
  maySeeReasons: number
  requiresMessageAuthenticator: number
  language: Language
  createdAt: number
  lastUsedAt: number | null
  rotatedAt: number | null
}

/** Between the password and the code: whoever holds the state has shown the password, or may do without it. */
export type ChallengesTable = {
  /** SHA-256 of the state */
  stateHash: string
  clientId: string
  /** null: nobody goes by the account; looks the same from outside */
  userId: string | null
  expiresAt: number
  usedAt: number | null
}

/** What IT writes down about a user. */
export type NotesTable = { id: string; userId: string; authorId: string; text: string; createdAt: number }

/** Mailed to a user to be read out on the phone; one per user. */
export type CallerCodesTable = { userId: string; codeHash: string; tries: number; expiresAt: number }

/** Requests of one member of IT that another decides. */
export type ApprovalsTable = {
  id: string
  action: ApprovalAction
  userId: string
  tokenId: string | null
  days: number | null
  reason: string
  /** user ids */
  requestedBy: string
  createdAt: number
  expiresAt: number
  state: 'waiting' | 'approved' | 'declined' | 'withdrawn' | 'expired'
  decidedBy: string | null
  decidedAt: number | null
}

/** Events of the audit trail by hour (ms since epoch / 3,600,000) and action, added up behind the trail's end. */
export type HourlyCountsTable = { hour: number; action: string; count: number }

/** Results worth keeping, as JSON: counts of tokens, how far the hourly counts have come. */
export type SummariesTable = { name: string; value: string; at: number }

/** Answers already given, for a request that is sent again. */
export type IdempotencyKeysTable = {
  clientId: string
  key: string
  /** of the request, keyed with the client's own key: the request holds a code or a password */
  requestHash: string
  /** JSON */
  reply: string
  expiresAt: number
}

/** One action on many accounts. Who runs it holds a lease; when that is over, any node goes on. */
export type BulkJobsTable = {
  id: string
  action: BulkAction
  source: 'filter' | 'file'
  reason: string
  /** `admin:<id>` */
  actor: string
  /** account of the actor, as it was then */
  createdBy: string
  address: string | null
  state: BulkState
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
  leaseUntil: number
  total: number
  done: number
  failed: number
}

export type BulkRowsTable = {
  jobId: string
  position: number
  /** as it stands in the file, or in the directory */
  account: string
  userId: string | null
  serial: string | null
  /** `waiting`, `done`, or why not */
  outcome: string
}
