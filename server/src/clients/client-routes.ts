// /api/v1/admin/clients: administrators manage relying systems.
import { addClient, listClients, removeClient, rotateClient } from '@motp/shared/protocol/clients'
import type { Router } from '../http/router.ts'
import type { ClientService } from './client-service.ts'

export function addClientRoutes(router: Router, clients: ClientService): void {
  router.add(listClients, async () => ({ clients: await clients.list() }))
  router.add(addClient, ({ body, caller }) => clients.add(body, staffOf(caller)))
  router.add(rotateClient, ({ params, caller }) => clients.rotate(params.clientId, staffOf(caller)))
  router.add(removeClient, async ({ params, caller }) => {
    await clients.remove(params.clientId, staffOf(caller))
    return {}
  })
}

function staffOf({ session, address }: { session: { user: { id: string } }; address: string }) {
  return { actor: `admin:${session.user.id}`, address }
}
