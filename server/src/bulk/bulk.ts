// What a bulk job is. Pure.
import type { BulkAction } from '@motp/shared/protocol/admin-bulk'
import type { AuditDetail } from '../audit/audit.ts'
import type { BulkJobsTable } from '../database/desk-schema.ts'

/** Who asks: `admin:<id>`, the account, and from where. */
export type BulkStaff = { actor: string; account: string; address: string | null }

export type BulkWish = { action: BulkAction; reason: string }

/** How the trail tells of it. */
export function describeJob({ id, action, source, reason, total, done, failed }: BulkJobsTable): AuditDetail {
  return { job: id, action, source, reason, total, done, failed }
}
