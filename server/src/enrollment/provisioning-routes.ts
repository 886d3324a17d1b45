// /provision/v1: the messages of a phone. It has no session; its MACs speak for it, and its address is counted.
import { provisionFinish, provisionHello } from '@motp/shared/protocol/provisioning'
import type { Router } from '../http/router.ts'
import type { ProvisioningService } from './provisioning-service.ts'

export type ProvisioningRouteDeps = {
  provisioning: ProvisioningService
  /** Throws `too-many-requests` when an address sends more than a whole office that registers at once would. */
  countPhone(address: string): Promise<void>
}

export function addProvisioningRoutes(router: Router, { provisioning, countPhone }: ProvisioningRouteDeps): void {
  router.addOpen(provisionHello, async ({ body, visitor }) => {
    await countPhone(visitor.address)
    return provisioning.hello(body, visitor)
  })
  router.addOpen(provisionFinish, async ({ body, visitor }) => {
    await countPhone(visitor.address)
    return provisioning.finish(body, visitor)
  })
}
