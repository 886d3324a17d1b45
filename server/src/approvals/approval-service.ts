// Two administrators for what concerns members of IT: one asks, another approves, and only then is it done, by the hand of the second.
// Approving and doing are one transaction: a server that stops in between has done neither, and the request waits on.
import type { Approval, ApprovalAction } from '@motp/shared/protocol/admin-approvals'
import { AppError } from '@motp/shared/protocol/app-error'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { isMemberOfIt, requireAnotherUser } from '../users/user.ts'
import { findRoles } from '../users/user-store.ts'
import { type ApprovalExpiry, describeApproval } from './approval-expiry-service.ts'
import type { ApprovalMails } from './approval-mail-service.ts'
import { type ApprovalRow, countWaiting, decideApproval, findApproval, insertApproval, listApprovals } from './approval-store.ts'

export type ApprovalService = ReturnType<typeof createApprovalService>

export type Decider = { userId: string; address: string; isAdmin: boolean }
type ActivationCode = { groups: string[]; expiresAt: number }
/** Whoever carries it out calls `approve` in the transaction of the act: users/user-store.ts, `requireApproval`. */
type Approved = { actor: string; address: string; reason: string; approve(tx: Tx): Promise<void> }

export type ApprovalDeps = {
  database: Database
  ports: Ports
  mails: ApprovalMails
  expiry: Pick<ApprovalExpiry, 'expireOf'>
  /** The token that an action would change; undefined when the user has none. */
  findTokenId(userId: string): Promise<string | undefined>
  /** Does it, now that two have agreed. Throws what the action throws. */
  carryOut: Record<Exclude<ApprovalAction, 'extend' | 'activation-code'>, (tokenId: string, staff: Approved) => Promise<unknown>> & {
    extend(tokenId: string, days: number, staff: Approved): Promise<unknown>
    'activation-code'(userId: string, staff: Approved): Promise<ActivationCode>
  }
}

type Wanted = { action: ApprovalAction; userId: string; days?: number | undefined; reason: string }

const validMs = 24 * 3_600_000
const shownForMs = 30 * 24 * 3_600_000

export function createApprovalService({ database, ports, mails, expiry, findTokenId, carryOut }: ApprovalDeps) {
  const { clock, random } = ports

  const view = async (id: string): Promise<Approval> => {
    const [approval] = await listApprovals(database.db, { id, since: 0, now: clock.now() })
    if (!approval) throw new AppError('not-found')
    return approval
  }

  const findForDecision = async (id: string, by: Decider): Promise<ApprovalRow> => {
    const found = await findApproval(database.db, id)
    if (!found) throw new AppError('not-found')
    requireAnotherUser(`admin:${by.userId}`, found.userId)
    return found
  }

  const record = (tx: Tx, action: AuditAction, row: ApprovalRow, by: Decider) =>
    appendAudit(tx, { ...describeApproval(row), at: clock.now(), action, actor: `admin:${by.userId}`, address: by.address })

  const approve = async (tx: Tx, id: string, by: Decider): Promise<void> => {
    const row = await decideApproval(tx, id, { state: 'approved', decidedBy: by.userId, now: clock.now() })
    if (!row) throw new AppError('approval-closed')
    await record(tx, 'approval.granted', row, by)
    await mails.tellAsker(tx, 'approval-granted', row)
  }

  return {
    list: (): Promise<Approval[]> => listApprovals(database.db, { since: clock.now() - shownForMs, now: clock.now() }),

    async listWaitingOf(userId: string): Promise<Approval[]> {
      const now = clock.now()
      const recent = await listApprovals(database.db, { userId, since: now - validMs, now })
      return recent.filter(({ state }) => state === 'waiting')
    },

    countWaiting: (): Promise<number> => countWaiting(database.db, clock.now()),

    async request({ action, userId, days, reason }: Wanted, by: Decider): Promise<Approval> {
      requireAnotherUser(`admin:${by.userId}`, userId)
      const roles = await findRoles(database.db, userId)
      if (roles.length === 0) throw new AppError('not-found')
      if (!isMemberOfIt(roles)) throw new AppError('approval-not-needed')
      if (action === 'extend' && days === undefined) throw new AppError('invalid-request', { fields: ['days'] })
      const tokenId = action === 'activation-code' ? null : await findTokenId(userId)
      if (tokenId === undefined) throw new AppError('token-state-conflict')
      const wanted = { id: random.id(), action, userId, tokenId, days: days ?? null, reason, requestedBy: by.userId }
      const row = newApproval(wanted, clock.now())
      await database.transact(async (tx) => {
        await expiry.expireOf(tx, { userId, action })
        if (!(await insertApproval(tx, row))) throw new AppError('approval-waiting')
        await record(tx, 'approval.requested', row, by)
        await mails.tellAdministrators(tx, row)
      })
      return view(row.id)
    },

    /** Of two who approve at once one does it; when the act fails nothing was approved either, and the request waits on. */
    async grant(id: string, by: Decider): Promise<{ approval: Approval; activationCode: ActivationCode | null }> {
      const wanted = await findForDecision(id, by)
      if (wanted.requestedBy === by.userId) throw new AppError('own-request')
      if (wanted.state !== 'waiting') throw new AppError('approval-closed')
      const { userId, address } = by
      const staff: Approved = { actor: `admin:${userId}`, address, reason: wanted.reason, approve: (tx) => approve(tx, id, by) }
      const activationCode = await perform(carryOut, wanted, staff)
      return { approval: await view(id), activationCode }
    },

    /** An administrator declines; whoever asked withdraws. */
    async decline(id: string, by: Decider): Promise<Approval> {
      const isOwn = (await findForDecision(id, by)).requestedBy === by.userId
      if (!isOwn && !by.isAdmin) throw new AppError('role-required')
      await database.transact(async (tx) => {
        const state = isOwn ? 'withdrawn' : 'declined'
        const row = await decideApproval(tx, id, { state, decidedBy: by.userId, now: clock.now() })
        if (!row) throw new AppError('approval-closed')
        await record(tx, isOwn ? 'approval.withdrawn' : 'approval.declined', row, by)
        if (!isOwn) await mails.tellAsker(tx, 'approval-declined', row)
      })
      return view(id)
    },
  }
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
