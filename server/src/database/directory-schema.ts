// The tables of what directories say about users: groups, and who is gone. A part of the one schema, schema.ts.
import type { CheckFault, LeaverKind } from '@motp/shared/protocol/admin-leavers'

export type DirectoryTables = { userGroups: UserGroupsTable; leavers: LeaversTable; leaverChecks: LeaverChecksTable }

/** In which directory groups a user was when the directory was last read. */
export type UserGroupsTable = { userId: string; groupName: string }

/** Users whom the last whole check of their directory did not find there, or found disabled. */
export type LeaversTable = {
  userId: string
  directory: string
  kind: LeaverKind
  /** when a check first found it so */
  since: number
  checkedAt: number
}

/** The checks of one directory: the last one, and what the last whole one came to. */
export type LeaverChecksTable = {
  directory: string
  state: 'running' | 'done' | 'failed'
  startedAt: number
  /** of a running one: when it is over unless it gives a sign of life */
  leaseUntil: number
  /** when the sweep begins the next one */
  dueAt: number
  total: number
  asked: number
  fault: CheckFault | null
  foundAt: number | null
  users: number
  gone: number
  disabled: number
  /** of those who are gone: with a token in force */
  goneUsable: number
}
