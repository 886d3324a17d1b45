// The mails about a request: to the administrators who could decide it, and to whoever asked when it is decided or over. Each is queued in
// the transaction of what it tells of.
import type { ApprovalKind } from '@motp/shared/protocol/notice-kind'
import type { Tx } from '../database/database.ts'
import { queueNotice } from '../notices/notice-store.ts'
import type { Ports } from '../ports.ts'
import type { User } from '../users/user.ts'
import { findUser, listAdministrators } from '../users/user-store.ts'
import type { ApprovalRow } from './approval-store.ts'

export type ApprovalMails = ReturnType<typeof createApprovalMails>

export function createApprovalMails({ clock, random }: Pick<Ports, 'clock' | 'random'>) {
  const queue = async (tx: Tx, kind: ApprovalKind, row: ApprovalRow, readers: readonly User[]): Promise<void> => {
    const accountOf = async (id: string | null) => (id === null ? undefined : (await findUser(tx, id))?.account)
    const { action, reason, expiresAt, userId, requestedBy, decidedBy } = row
    const data = {
      ...{ action, reason, expiresAt, decider: (await accountOf(decidedBy)) ?? null },
      ...{ asker: (await accountOf(requestedBy)) ?? requestedBy, person: (await accountOf(userId)) ?? userId },
    }
    for (const user of readers) await queueNotice(tx, { id: random.id(), user, kind, data, at: clock.now() })
  }

  return {
    /** Neither who asks nor whom it is about. */
    async tellAdministrators(tx: Tx, row: ApprovalRow): Promise<void> {
      await queue(tx, 'approval-requested', row, await listAdministrators(tx, [row.requestedBy, row.userId]))
    },

    async tellAsker(tx: Tx, kind: Exclude<ApprovalKind, 'approval-requested'>, row: ApprovalRow): Promise<void> {
      const asker = await findUser(tx, row.requestedBy)
      if (asker) await queue(tx, kind, row, [asker])
    },
  }
}
