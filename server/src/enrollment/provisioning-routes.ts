// /provision/v1: the messages of a phone. It has no session; its MACs speak for it.
import { provisionFinish, provisionHello } from '@motp/shared/protocol/provisioning'
import type { Router } from '../http/router.ts'
import type { ProvisioningService } from './provisioning-service.ts'

export function addProvisioningRoutes(router: Router, { provisioning }: { provisioning: ProvisioningService }): void {
  router.addOpen(provisionHello, ({ body, visitor }) => provisioning.hello(body, visitor))
  router.addOpen(provisionFinish, ({ body, visitor }) => provisioning.finish(body, visitor))
}
