// /api/v1/admin/users: IT looks users up and helps them. The router has checked the role.
import { issueActivationCode } from '@motp/shared/protocol/admin'
import * as contract from '@motp/shared/protocol/admin-users'
import type { Router } from '../http/router.ts'
import type { AdminUserService } from './admin-user-service.ts'
import type { CallerService } from './caller-service.ts'

export type AdminUserRouteDeps = {
  adminUsers: AdminUserService
  callers: CallerService
  directories: { health(): { name: string }[] }
  sessions: { endAllOf(userId: string, staff: Staff): Promise<number> }
}

type Staff = { actor: string; address: string | null; reason: string }
/** Of the router's caller, what stands in the trail. */
type Signed = { session: { user: { id: string } }; address: string }

export function addAdminUserRoutes(router: Router, { adminUsers, callers, directories, sessions }: AdminUserRouteDeps): void {
  router.add(contract.searchUsers, ({ query }) => adminUsers.search(query))
  router.add(contract.listDirectories, () => ({ directories: directories.health().map(({ name }) => name) }))
  router.add(contract.listGroups, async ({ query: { search, limit } }) => ({ groups: await adminUsers.listGroups(search, limit) }))
  router.add(contract.getUser, ({ params }) => adminUsers.get(params.userId))
  router.add(contract.listTimeline, ({ params, query }) => adminUsers.listHistory(params.userId, query))
  router.add(contract.addNote, async ({ params, body, caller }) => ({
    note: await adminUsers.addNote(params.userId, body.text, { authorId: caller.session.user.id, address: caller.address }),
  }))
  router.add(contract.signUserOut, async ({ params, body, caller }) => ({
    ended: await sessions.endAllOf(params.userId, { ...toActor(caller), ...body }),
  }))
  router.add(contract.proveCaller, ({ params, body, caller }) => callers.prove(params.userId, body, toActor(caller)))
  router.add(contract.mailCallerCode, ({ params, caller }) => callers.mailCode(params.userId, toActor(caller)))
  router.add(issueActivationCode, ({ params, body, caller }) =>
    adminUsers.issueActivationCode(params.userId, { ...toActor(caller), ...body }),
  )
}

function toActor({ session, address }: Signed) {
  return { actor: `admin:${session.user.id}`, address }
}
