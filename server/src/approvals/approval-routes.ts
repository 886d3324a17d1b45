// /api/v1/admin/approvals.
import * as contract from '@motp/shared/protocol/admin-approvals'
import type { Router } from '../http/router.ts'
import type { Caller } from '../sessions/session.ts'
import type { ApprovalService, Decider } from './approval-service.ts'

export type ApprovalRouteDeps = { approvals: ApprovalService; now(): number }

export function addApprovalRoutes(router: Router, { approvals, now }: ApprovalRouteDeps): void {
  router.add(contract.listApprovals, async () => ({ approvals: await approvals.list(), now: now() }))
  router.add(contract.requestApproval, async ({ body, caller }) => ({ approval: await approvals.request(body, toDecider(caller)) }))
  router.add(contract.grantApproval, ({ params, caller }) => approvals.grant(params.approvalId, toDecider(caller)))
  router.add(contract.declineApproval, async ({ params, caller }) => ({
    approval: await approvals.decline(params.approvalId, toDecider(caller)),
  }))
}

function toDecider({ session, address }: Caller): Decider {
  return { userId: session.user.id, address, isAdmin: session.roles.includes('admin') }
}
