// The tables of IT's desk: what it writes down, asks for, counts and does to many at once. A part of the one schema, schema.ts.
import type { ApprovalAction } from '@motp/shared/protocol/admin-approvals'
import type { BulkAction, BulkSource, BulkState } from '@motp/shared/protocol/admin-bulk'

export type DeskTables = {
  notes: NotesTable
  callerCodes: CallerCodesTable
  approvals: ApprovalsTable
  hourlyCounts: HourlyCountsTable
  hourlyActs: HourlyActsTable
  summaries: SummariesTable
  bulkJobs: BulkJobsTable
  bulkRows: BulkRowsTable
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

/** Acts of IT (`subject`: the actor) and locks (`subject`: the user shut out), added up with the hourly counts. */
export type HourlyActsTable = { action: string; hour: number; subject: string; count: number; lastAt: number }

/** Results worth keeping, as JSON: counts of users, how far the hourly counts have come. */
export type SummariesTable = { name: string; value: string; at: number }

/** One action on many accounts. Who runs it holds a lease; when that is over, any node goes on. */
export type BulkJobsTable = {
  id: string
  action: BulkAction
  source: BulkSource
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
