// A registration that does not exist, for messages that name an unknown ticket: the same work as for a real one, the answer always no.
// Without it the time of an answer would tell which tickets are out.
import { encodeBase64url } from '@motp/shared/encoding/base64url'
import type { Finish, Hello } from '@motp/shared/protocol/provisioning'
import type { Random } from '../ports.ts'
import type { Seal } from '../seal/seal-service.ts'
import { createTicket, isFinishAuthentic, isHelloAuthentic, type OnlineSession } from './online-exchange.ts'
import { openOnlineSecret, sealOnlineSecret, ticketBytes } from './online-secret.ts'

export type Decoy = { tryHello(hello: Hello): Promise<false>; tryFinish(finish: Finish): Promise<false> }

export async function createDecoy({ seal, random }: { seal: Seal; random: Random }): Promise<Decoy> {
  const id = random.id()
  const { ticket, tid, serverKey, serverPublic } = createTicket(random.bytes)
  const anyKey = () => encodeBase64url(random.bytes(32))
  const session: OnlineSession = { transcript: anyKey(), clientMacKey: anyKey(), serverMacKey: anyKey() }
  const sealedSecret = await sealOnlineSecret(seal, id, { ticket: encodeBase64url(ticket), serverKey, session })
  const open = () => openOnlineSecret(seal, { id, sealedSecret })
  return {
    async tryHello(hello) {
      // Its own name, or the check would stop at the first comparison.
      isHelloAuthentic(ticketBytes(await open()), { ...hello, tid })
      return false
    },
    async tryFinish(finish) {
      isFinishAuthentic((await open()).session ?? session, serverPublic, finish)
      return false
    },
  }
}
