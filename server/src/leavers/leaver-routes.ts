// /api/v1/admin/leavers: who is gone from the directories, and what is done about it. The router has checked the role.
import * as contract from '@motp/shared/protocol/admin-leavers'
import type { Router } from '../http/router.ts'
import type { Caller } from '../sessions/session.ts'
import type { LeaverService } from './leaver-service.ts'

export function addLeaverRoutes(router: Router, leavers: LeaverService): void {
  router.add(contract.getLeaverChecks, () => leavers.listChecks())
  router.add(contract.startLeaverChecks, ({ caller }) => leavers.startChecks(toStaff(caller)))
  router.add(contract.listLeavers, ({ query }) => leavers.list(query))
  router.add(contract.suspendLeavers, ({ body, caller }) => leavers.prepareSuspension(body, toStaff(caller)))
}

function toStaff({ session: { user }, address }: Caller) {
  return { actor: `admin:${user.id}`, account: user.account, address }
}
