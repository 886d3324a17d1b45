// Table `approvals`. Deciding is one conditional write: of two administrators at once, one decides.
import type { Approval, ApprovalAction } from '@motp/shared/protocol/admin-approvals'
import { sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import type { ApprovalsTable } from '../database/desk-schema.ts'

export type ApprovalRow = ApprovalsTable

/** False when the same request waits already. */
export async function insertApproval(tx: Tx, row: ApprovalRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('approvals')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Ids of requests that nobody decided in time, oldest first; with `of`: of that kind alone. */
export async function listOverdue(db: Db, now: number, of?: { userId: string; action: ApprovalAction }): Promise<string[]> {
  let query = db.selectFrom('approvals').select('id').where(sql.ref('state'), '=', sql.lit('waiting')).where('expiresAt', '<=', now)
  if (of) query = query.where('userId', '=', of.userId).where('action', '=', of.action)
  return (await query.orderBy('expiresAt').limit(overdueAtOnce).execute()).map(({ id }) => id)
}

const overdueAtOnce = 100

/** Undefined when another node was faster. */
export async function expireApproval(tx: Tx, id: string, now: number): Promise<ApprovalRow | undefined> {
  return tx
    .updateTable('approvals')
    .set({ state: 'expired', decidedAt: now })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('expiresAt', '<=', now)
    .returningAll()
    .executeTakeFirst()
}

type Decision = { state: 'approved' | 'declined' | 'withdrawn'; decidedBy: string; now: number }

/** Undefined when it no longer waits. */
export async function decideApproval(tx: Tx, id: string, { state, decidedBy, now }: Decision): Promise<ApprovalRow | undefined> {
  return tx
    .updateTable('approvals')
    .set({ state, decidedBy, decidedAt: now })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('expiresAt', '>', now)
    .returningAll()
    .executeTakeFirst()
}

export async function findApproval(db: Db, id: string): Promise<ApprovalRow | undefined> {
  return db.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirst()
}

const shownAtOnce = 200

/** Newest first. */
export async function listApprovals(
  db: Db,
  { since, now, ...only }: { since: number; now: number; userId?: string; id?: string },
): Promise<Approval[]> {
  let query = selectApprovals(db).where('approvals.createdAt', '>=', since)
  if (only.userId !== undefined) query = query.where('approvals.userId', '=', only.userId)
  if (only.id !== undefined) query = query.where('approvals.id', '=', only.id)
  const rows = await query.orderBy('approvals.createdAt', 'desc').orderBy('approvals.id').limit(shownAtOnce).execute()
  return rows.map((row) => toApproval(row, now))
}

export async function countWaiting(db: Db, now: number): Promise<number> {
  const { count } = await db
    .selectFrom('approvals')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('state', '=', 'waiting')
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow()
  return Number(count)
}

type Row = Awaited<ReturnType<ReturnType<typeof selectApprovals>['execute']>>[number]

function selectApprovals(db: Db) {
  return db
    .selectFrom('approvals')
    .innerJoin('users', 'users.id', 'approvals.userId')
    .leftJoin('tokens', 'tokens.id', 'approvals.tokenId')
    .leftJoin('users as requester', 'requester.id', 'approvals.requestedBy')
    .leftJoin('users as decider', 'decider.id', 'approvals.decidedBy')
    .selectAll('approvals')
    .select(['users.account', 'tokens.serial', 'requester.account as requesterAccount', 'decider.account as deciderAccount'])
}

function toApproval({ requesterAccount, deciderAccount, requestedBy, decidedBy, ...row }: Row, now: number): Approval {
  return {
    ...row,
    state: row.state === 'waiting' && row.expiresAt <= now ? 'expired' : row.state,
    requestedBy: { userId: requestedBy, account: requesterAccount },
    decidedBy: decidedBy === null ? null : { userId: decidedBy, account: deciderAccount },
  }
}
