// /api/v1/session and /api/v1/sessions.
import * as contract from '@motp/shared/protocol/session'
import type { Router } from '../http/router.ts'
import type { ProofService } from './proof-service.ts'
import type { SessionService } from './session-service.ts'
import type { SignInService } from './sign-in-service.ts'

export type SessionRouteDeps = { sessions: SessionService; signIns: SignInService; proofs: ProofService }

export function addSessionRoutes(router: Router, { sessions, signIns, proofs }: SessionRouteDeps): void {
  router.addOpen(contract.signIn, async ({ body, visitor, cookie }) => {
    const language = body.language ?? visitor.language
    const { session, secret } = await signIns.signIn(body, { ...visitor, language })
    await sessions.endQuietly(cookie.read(), visitor.address)
    cookie.set(secret)
    return sessions.view(session)
  })
  router.add(contract.getSession, ({ caller }) => sessions.view(caller.session))
  router.add(contract.extendSession, async ({ caller }) => sessions.view(await sessions.extend(caller.session)))
  router.add(contract.signOut, async ({ caller, cookie }) => {
    await sessions.signOut(caller.session, caller.address)
    cookie.clear()
    return {}
  })
  router.add(contract.addProof, async ({ body, caller }) => sessions.view(await proofs.add(caller, body.kind, body.value)))
  router.add(contract.mailCode, ({ caller }) => proofs.mailCode(caller))
  router.add(contract.listSessions, async ({ caller }) => {
    const own = await sessions.list(caller.session.user.id)
    return {
      sessions: own.map(({ id, address, agent, createdAt, lastSeenAt }) => {
        return { id, isCurrent: id === caller.session.id, address, agent, createdAt, lastSeenAt }
      }),
    }
  })
  router.add(contract.revokeSession, async ({ params, caller }) => {
    await sessions.revoke(caller.session, params.sessionId, caller.address)
    return {}
  })
}
