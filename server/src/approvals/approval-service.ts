// Two administrators for what concerns members of IT: one asks, another approves, and only then is it done, by the hand of the second.
import type { Approval, ApprovalAction } from '@motp/shared/protocol/admin-approvals'
import { AppError } from '@motp/shared/protocol/app-error'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import type { AuditEntry } from '../audit/audit.ts'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { isMemberOfIt, requireAnotherUser } from '../users/user.ts'
import { findRoles } from '../users/user-store.ts'
import {
  type ApprovalRow,
  closeExpired,
  countWaiting,
  decideApproval,
  findApproval,
  insertApproval,
  listApprovals,
  reopenApproval,
} from './approval-store.ts'

export type ApprovalService = ReturnType<typeof createApprovalService>

export type Decider = { userId: string; address: string; isAdmin: boolean }
type ActivationCode = { groups: string[]; expiresAt: number }
type Approved = { actor: string; address: string; reason: string; isApproved: true }

export type ApprovalDeps = {
  database: Database
  ports: Ports
  /** The token that an action would change; undefined when the user has none. */
  findTokenId(userId: string): Promise<string | undefined>
  /** Does it, now that two have agreed. Throws what the action throws. */
  carryOut: Record<Exclude<ApprovalAction, 'extend' | 'activation-code'>, (tokenId: string, staff: Approved) => Promise<unknown>> & {
    extend(tokenId: string, days: number, staff: Approved): Promise<unknown>
    'activation-code'(userId: string, staff: Approved): Promise<ActivationCode>
  }
}

const validMs = 24 * 3_600_000
const shownForMs = 30 * 24 * 3_600_000

export function createApprovalService({ database, ports, findTokenId, carryOut }: ApprovalDeps) {
  const { clock, random } = ports

  const view = async (id: string): Promise<Approval> => {
    const [approval] = await listApprovals(database.db, { id, since: 0, now: clock.now() })
    if (!approval) throw new AppError('not-found')
    return approval
  }

  const record = (tx: Tx, action: AuditAction, row: ApprovalRow, by: Decider) =>
    appendAudit(tx, describeEvent(action, row, by, clock.now()))

  return {
    list: (): Promise<Approval[]> => listApprovals(database.db, { since: clock.now() - shownForMs, now: clock.now() }),

    async listWaitingOf(userId: string): Promise<Approval[]> {
      const now = clock.now()
      const recent = await listApprovals(database.db, { userId, since: now - validMs, now })
      return recent.filter(({ state }) => state === 'waiting')
    },

    countWaiting: (): Promise<number> => countWaiting(database.db, clock.now()),

    async request(
      { action, userId, days, reason }: { action: ApprovalAction; userId: string; days?: number | undefined; reason: string },
      by: Decider,
    ): Promise<Approval> {
      requireAnotherUser(`admin:${by.userId}`, userId)
      const roles = await findRoles(database.db, userId)
      if (roles.length === 0) throw new AppError('not-found')
      if (!isMemberOfIt(roles)) throw new AppError('approval-not-needed')
      if (action === 'extend' && days === undefined) throw new AppError('invalid-request', { fields: ['days'] })
      const tokenId = action === 'activation-code' ? null : await findTokenId(userId)
      if (tokenId === undefined) throw new AppError('token-state-conflict')
      const now = clock.now()
      const row = newApproval({ id: random.id(), action, userId, tokenId, days: days ?? null, reason, requestedBy: by.userId }, now)
      await database.transact(async (tx) => {
        await closeExpired(tx, { userId, action, now })
        if (!(await insertApproval(tx, row))) throw new AppError('approval-waiting')
        await record(tx, 'approval.requested', row, by)
      })
      return view(row.id)
    },

    /** Decided first, so that two who approve at once do it once; when the action then fails, the request waits again. */
    async grant(id: string, by: Decider): Promise<{ approval: Approval; activationCode: ActivationCode | null }> {
      const waiting = await findApproval(database.db, id)
      if (!waiting) throw new AppError('not-found')
      requireAnotherUser(`admin:${by.userId}`, waiting.userId)
      if (waiting.requestedBy === by.userId) throw new AppError('own-request')
      const row = await database.transact(async (tx) => {
        const decided = await decideApproval(tx, id, { state: 'approved', decidedBy: by.userId, now: clock.now() })
        if (!decided) throw new AppError('approval-closed')
        await record(tx, 'approval.granted', decided, by)
        return decided
      })
      try {
        const staff: Approved = { actor: `admin:${by.userId}`, address: by.address, reason: row.reason, isApproved: true }
        const activationCode = await perform(carryOut, row, staff)
        return { approval: await view(id), activationCode }
      } catch (error) {
        await database.transact((tx) => reopenApproval(tx, id))
        throw error
      }
    },

    /** An administrator declines; whoever asked withdraws. */
    async decline(id: string, by: Decider): Promise<Approval> {
      const waiting = await findApproval(database.db, id)
      if (!waiting) throw new AppError('not-found')
      requireAnotherUser(`admin:${by.userId}`, waiting.userId)
      const isOwn = waiting.requestedBy === by.userId
      if (!isOwn && !by.isAdmin) throw new AppError('role-required')
      await database.transact(async (tx) => {
        const state = isOwn ? 'withdrawn' : 'declined'
        const row = await decideApproval(tx, id, { state, decidedBy: by.userId, now: clock.now() })
        if (!row) throw new AppError('approval-closed')
        await record(tx, isOwn ? 'approval.withdrawn' : 'approval.declined', row, by)
      })
      return view(id)
    },
  }
}

function describeEvent(
  action: AuditAction,
  { id, action: wanted, userId, tokenId, reason }: ApprovalRow,
  by: Decider,
  at: number,
): AuditEntry {
  const about = { at, actor: `admin:${by.userId}`, action, userId, tokenId, address: by.address }
  return { ...about, detail: { approval: id, wanted, reason } }
}

function newApproval(
  wanted: Pick<ApprovalRow, 'id' | 'action' | 'userId' | 'tokenId' | 'days' | 'reason' | 'requestedBy'>,
  now: number,
): ApprovalRow {
  return { ...wanted, createdAt: now, expiresAt: now + validMs, state: 'waiting', decidedBy: null, decidedAt: null }
}

async function perform(carryOut: ApprovalDeps['carryOut'], row: ApprovalRow, staff: Approved): Promise<ActivationCode | null> {
  if (row.action === 'activation-code') return carryOut['activation-code'](row.userId, staff)
  if (row.tokenId === null) throw new AppError('token-state-conflict')
  if (row.action === 'extend') await carryOut.extend(row.tokenId, row.days ?? 0, staff)
  else await carryOut[row.action](row.tokenId, staff)
  return null
}
