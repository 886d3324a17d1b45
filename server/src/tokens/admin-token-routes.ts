// /api/v1/admin/tokens: IT and a user's token. The router has checked the role.
import { adminResetToken, adminResumeToken, adminResyncToken, adminSuspendToken, adminUnlockToken } from '@motp/shared/protocol/admin'
import { adminExtendToken } from '@motp/shared/protocol/admin-users'
import type { Router } from '../http/router.ts'
import type { Caller } from '../sessions/session.ts'
import type { AdminTokenService, Staff } from './admin-token-service.ts'

export function addAdminTokenRoutes(router: Router, tokens: AdminTokenService): void {
  router.add(adminSuspendToken, async ({ params, body, caller }) => ({
    token: await tokens.suspend(params.tokenId, toStaff(caller, body)),
  }))
  router.add(adminResumeToken, async ({ params, body, caller }) => ({ token: await tokens.resume(params.tokenId, toStaff(caller, body)) }))
  router.add(adminResetToken, async ({ params, body, caller }) => ({ token: await tokens.reset(params.tokenId, toStaff(caller, body)) }))
  router.add(adminUnlockToken, async ({ params, body, caller }) => ({ token: await tokens.unlock(params.tokenId, toStaff(caller, body)) }))
  router.add(adminExtendToken, async ({ params, body, caller }) => ({
    token: await tokens.extend(params.tokenId, body.days, toStaff(caller, body)),
  }))
  router.add(adminResyncToken, ({ params, body, caller }) => tokens.resync(params.tokenId, body.codes, toStaff(caller, body)))
}

function toStaff({ session, address }: Caller, { reason }: { reason: string }): Staff {
  return { actor: `admin:${session.user.id}`, address, reason }
}
