// What the RADIUS server asks of the rest: its clients and its verdicts, with this part's rules and counts.
import type { RadiusDeps } from '../radius/radius-service.ts'
import type { ClientRegistry } from './client-registry.ts'
import type { ClientVerificationService } from './client-verification-service.ts'
import type { RequestAllowance } from './request-allowance.ts'

type Deps = {
  registry: ClientRegistry
  allowance: RequestAllowance
  clientVerification: Pick<ClientVerificationService, 'authenticate'>
}

/** `authenticate` throws when it cannot tell: then RADIUS gives no answer, and the device asks its second server. */
export function createRadiusClients({ registry, allowance, clientVerification }: Deps): Pick<RadiusDeps, 'findClient' | 'authenticate'> {
  return {
    findClient: (address) => registry.findRadius(address),
    async authenticate({ client: { id }, account, secret, state, address }) {
      const client = await registry.findById(id)
      if (!client) return { outcome: 'unavailable' }
      await allowance.take(client)
      const answer = await clientVerification.authenticate({ client, address }, { who: { user: account }, secret, state })
      return answer.outcome === 'challenge' ? answer : { outcome: answer.outcome }
    },
  }
}
