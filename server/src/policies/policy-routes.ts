// GET and PUT /api/v1/admin/policies.
import { getPolicy, setPolicy } from '@motp/shared/protocol/admin'
import type { Router } from '../http/router.ts'
import type { PolicyService } from './policy-service.ts'

export function addPolicyRoutes(router: Router, policies: PolicyService): void {
  router.add(getPolicy, () => policies.describe())
  router.add(setPolicy, ({ body, caller }) => policies.change(body, { actor: `admin:${caller.session.user.id}`, address: caller.address }))
}
