// Requests that nobody decided in time: ended once, by any node, in the trail and in a mail to whoever asked.
import type { ApprovalAction } from '@motp/shared/protocol/admin-approvals'
import type { AuditEntry } from '../audit/audit.ts'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import type { ApprovalMails } from './approval-mail-service.ts'
import { type ApprovalRow, expireApproval, listOverdue } from './approval-store.ts'

export type ApprovalExpiry = ReturnType<typeof createApprovalExpiry>

type Deps = { database: Database; ports: Ports; mails: Pick<ApprovalMails, 'tellAsker'> }

export function createApprovalExpiry({ database, ports: { clock }, mails }: Deps) {
  const expire = async (tx: Tx, id: string): Promise<void> => {
    const row = await expireApproval(tx, id, clock.now())
    if (!row) return
    await appendAudit(tx, { ...describeApproval(row), at: clock.now(), action: 'approval.expired', actor: 'system' })
    await mails.tellAsker(tx, 'approval-expired', row)
  }

  return {
    /** Makes room for a new request of the kind. */
    async expireOf(tx: Tx, of: { userId: string; action: ApprovalAction }): Promise<void> {
      for (const id of await listOverdue(tx, clock.now(), of)) await expire(tx, id)
    },

    /** A transaction each, so that nobody waits for long. */
    async expireDue(): Promise<void> {
      for (const id of await listOverdue(database.db, clock.now())) await database.transact((tx) => expire(tx, id))
    },
  }
}

/** What the trail says of a request, whatever became of it. */
export function describeApproval({ id, action, userId, tokenId, reason }: ApprovalRow): Pick<AuditEntry, 'userId' | 'tokenId' | 'detail'> {
  return { userId, tokenId, detail: { approval: id, wanted: action, reason } }
}
