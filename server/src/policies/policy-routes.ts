// /api/v1/admin/policies: read, simulate, change.
import { getPolicy, setPolicy, simulatePolicy } from '@motp/shared/protocol/admin-policy'
import type { Router } from '../http/router.ts'
import type { PolicyService } from './policy-service.ts'
import type { SimulationService } from './simulation-service.ts'

export function addPolicyRoutes(
  router: Router,
  { policies, simulation }: { policies: PolicyService; simulation: SimulationService },
): void {
  router.add(getPolicy, () => policies.view())
  router.add(simulatePolicy, ({ query }) => simulation.simulate(query))
  router.add(setPolicy, async ({ body, caller }) => {
    await policies.change(body, { actor: `admin:${caller.session.user.id}`, address: caller.address })
    return policies.view()
  })
}
