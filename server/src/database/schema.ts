// The one schema, the same on SQLite and PostgreSQL: text ids, integers for time (ms since epoch) and for truth (0 or 1),
// JSON and sealed values as text. Table by table the same words as in routes, types and screens.

import type { OtpAlgorithm } from '@motp/shared/otp/otp-parameters'
import type { ClientKind } from '@motp/shared/protocol/clients'
import type { EnrollmentState } from '@motp/shared/protocol/enrollments'
import type { Language } from '@motp/shared/protocol/language'
import type { EnrollmentMode, TokenState } from '@motp/shared/protocol/tokens'
import type { Generated } from 'kysely'
import type { BrandTables } from './brand-schema.ts'
import type { DeskTables } from './desk-schema.ts'
import type { DirectoryTables } from './directory-schema.ts'
import type { RetentionTables } from './retention-schema.ts'

export type Schema = DirectoryTables &
  DeskTables &
  RetentionTables &
  BrandTables & {
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
  /** the row holds what the trail's events up to this one say, whatever `auditHead.foldedSequence` is */
  foldedSequence: number
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

/** One row: the end of the chain. Its row lock puts appenders in order. Rows of tokens are true up to `foldedSequence`. */
export type AuditHeadTable = { id: number; sequence: number; hash: string; foldedSequence: Generated<number> }

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
