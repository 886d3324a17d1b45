// /api/v1/admin/users: IT looks users up. The router has checked the role.
import { getUser, issueActivationCode, searchUsers } from '@motp/shared/protocol/admin'
import type { Router } from '../http/router.ts'
import type { AdminUserService } from './admin-user-service.ts'

export function addAdminUserRoutes(router: Router, { adminUsers }: { adminUsers: AdminUserService }): void {
  router.add(searchUsers, async ({ query }) => ({ users: await adminUsers.search(query) }))
  router.add(getUser, ({ params }) => adminUsers.get(params.userId))
  router.add(issueActivationCode, ({ params, body, caller }) =>
    adminUsers.issueActivationCode(params.userId, {
      actor: `admin:${caller.session.user.id}`,
      address: caller.address,
      reason: body.reason,
    }),
  )
}
