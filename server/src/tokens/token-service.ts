// What users do with their own token. Another user's token does not exist here; proofs are asked before anything changes (DESIGN rule 4).
import { AppError } from '@motp/shared/protocol/app-error'
import type { Token } from '@motp/shared/protocol/tokens'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Db, Tx } from '../database/database.ts'
import type { Policy } from '../policies/policy.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import { anyProof, type Caller, requireProofs, type Session } from '../sessions/session.ts'
import type { Verdict } from '../verification/verification.ts'
import type { VerificationContext, VerificationService } from '../verification/verification-service.ts'
import { type Changer, stateAt, type TokenRow, toTokenView } from './token.ts'
import type { TokenChangeService } from './token-change-service.ts'
import { ensureSlot, expireTokens, findCurrentToken, findToken } from './token-store.ts'

export type TokenService = ReturnType<typeof createTokenService>

export type TokenDeps = {
  database: Database
  ports: Ports
  policies: Pick<PolicyService, 'current'>
  verification: Pick<VerificationService, 'verify'>
  changes: TokenChangeService
  /** Throws `activation-code-required` when policy asks for IT's code and the session has not shown it. */
  requireActivationCode(db: Db, session: Session, policy: Policy): Promise<unknown>
}

const expireAtOnce = 200

export function createTokenService({ database, ports, policies, verification, changes, requireActivationCode }: TokenDeps) {
  const { clock, random } = ports
  const view = (token: TokenRow): Token => toTokenView(token, clock.now())

  const changeOwn = async (tokenId: string, caller: Caller, change: (tx: Tx, token: TokenRow) => Promise<TokenRow>): Promise<Token> =>
    view(await database.transact(async (tx) => change(tx, await getOwn(tx, tokenId, caller.session))))

  const requireRecoveryProofs = (session: Session, policy: Policy, token: TokenRow): void => {
    const now = clock.now()
    // A code shown before the token was suspended still counts; a new one would be refused, so it is not asked for.
    const offered = stateAt(token, now) === 'active' ? anyProof : anyProof.filter((kind) => kind !== 'code')
    requireProofs(session, { count: policy['proofs.recovery'], kinds: anyProof, offered }, policy, now)
  }

  return {
    /** Called at sign-in: a user without a token has one empty slot. */
    async ensureSlot(tx: Tx, userId: string): Promise<void> {
      await ensureSlot(tx, userId, { random, now: clock.now() })
    },

    /** A code of the user's token, whichever it is: PassCode and the proof `code`. Undefined when no phone is registered. */
    async verifyCodeOf(userId: string, code: string, context: VerificationContext): Promise<Verdict | undefined> {
      const token = await findCurrentToken(database.db, userId)
      if (!token || token.state === 'initial' || token.state === 'enrolling') return undefined
      return verification.verify(token.id, code, context)
    },

    async list({ session }: Caller): Promise<Token[]> {
      const token = await findCurrentToken(database.db, session.user.id)
      return token ? [view(token)] : []
    },

    async suspend(tokenId: string, caller: Caller): Promise<Token> {
      const policy = await policies.current()
      return changeOwn(tokenId, caller, (tx, token) => {
        requireProofs(caller.session, { count: 1, kinds: anyProof }, policy, clock.now())
        return changes.suspend(tx, token, toChanger(caller))
      })
    },

    async resume(tokenId: string, caller: Caller): Promise<Token> {
      const policy = await policies.current()
      return changeOwn(tokenId, caller, (tx, token) => {
        if (token.suspendedBy === 'admin') throw new AppError('suspended-by-admin')
        requireRecoveryProofs(caller.session, policy, token)
        return changes.resume(tx, token, toChanger(caller))
      })
    },

    /** Answers the new empty slot. A token that IT suspended stays: a new registration would lift the suspension. */
    async reset(tokenId: string, caller: Caller): Promise<{ token: Token; changedAt: number }> {
      const policy = await policies.current()
      const token = await changeOwn(tokenId, caller, async (tx, own) => {
        if (own.suspendedBy === 'admin') throw new AppError('suspended-by-admin')
        await requireActivationCode(tx, caller.session, policy)
        requireRecoveryProofs(caller.session, policy, own)
        return changes.reset(tx, own, toChanger(caller))
      })
      return { token, changedAt: clock.now() }
    },

    async resync(tokenId: string, codes: readonly [string, string], caller: Caller): Promise<{ token: Token; offsetSeconds: number }> {
      const policy = await policies.current()
      const token = await getOwn(database.db, tokenId, caller.session)
      requireRecoveryProofs(caller.session, policy, token)
      const { offsetSeconds } = await changes.resync(token, codes, toChanger(caller))
      return { token: view(await getOwn(database.db, tokenId, caller.session)), offsetSeconds }
    },

    /** Marks tokens whose day has come; called now and then. Nobody waits for it: every reader looks at the date itself. */
    async expireDue(): Promise<number> {
      const at = clock.now()
      return database.transact(async (tx) => {
        const expired = await expireTokens(tx, at, expireAtOnce)
        const events = expired.map(({ id, userId, serial }) => ({ userId, tokenId: id, detail: { serial } }))
        await appendAudit(tx, ...events.map((event) => ({ ...event, at, actor: 'system', action: 'token.expired' as const })))
        return expired.length
      })
    },
  }
}

async function getOwn(db: Db, tokenId: string, session: Session): Promise<TokenRow> {
  const token = await findToken(db, tokenId)
  if (token?.userId !== session.user.id || token.state === 'revoked') throw new AppError('not-found')
  return token
}

function toChanger({ session, address }: Caller): Changer {
  return { by: 'self', actor: `user:${session.user.id}`, address, reason: null }
}
