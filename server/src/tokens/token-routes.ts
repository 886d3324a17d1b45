// /api/v1/tokens: a user's own token.
import { listTokens, resetToken, resumeToken, resyncToken, suspendToken } from '@motp/shared/protocol/tokens'
import type { Router } from '../http/router.ts'
import type { TokenService } from './token-service.ts'

export function addTokenRoutes(router: Router, tokens: TokenService): void {
  router.add(listTokens, async ({ caller }) => ({ tokens: await tokens.list(caller) }))
  router.add(resetToken, ({ params, caller }) => tokens.reset(params.tokenId, caller))
  router.add(suspendToken, async ({ params, caller }) => ({ token: await tokens.suspend(params.tokenId, caller) }))
  router.add(resumeToken, async ({ params, caller }) => ({ token: await tokens.resume(params.tokenId, caller) }))
  router.add(resyncToken, ({ params, body, caller }) => tokens.resync(params.tokenId, body.codes, caller))
}
