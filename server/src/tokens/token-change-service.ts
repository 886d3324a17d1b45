// The changes of a token, each one conditional write with its audit event and its mail in one transaction. Who may ask for them is
// decided before: token-service.ts for the user, admin-token-service.ts for IT.
import { AppError } from '@motp/shared/protocol/app-error'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import type { ChangeKind } from '@motp/shared/protocol/notice-kind'
import type { TokenState } from '@motp/shared/protocol/tokens'
import { appendAudit } from '../audit/audit-store.ts'
import type { Tx } from '../database/database.ts'
import type { TokensTable } from '../database/schema.ts'
import { queueNotice } from '../notices/notice-store.ts'
import type { Ports } from '../ports.ts'
import { findUser } from '../users/user-store.ts'
import type { VerificationService } from '../verification/verification-service.ts'
import {
  type Changer,
  respectsAdminSuspension,
  revokedToken,
  stateAt,
  statesBefore,
  type TokenAction,
  type TokenRow,
  unlockedToken,
} from './token.ts'
import { changeToken, ensureSlot, findToken } from './token-store.ts'

export type TokenChangeService = ReturnType<typeof createTokenChangeService>

export type TokenChangeDeps = {
  ports: Ports
  verification: Pick<VerificationService, 'attempt'>
  /** Open registrations of a token end with it. */
  closeEnrollmentsOf(tx: Tx, owner: { tokenId: string }): Promise<void>
}

/** `from`: narrower than the action allows, where what is written rests on what was read. */
type Wanted = { action: TokenAction; from?: readonly TokenState[]; changes: Partial<TokensTable>; event: AuditAction; notice: ChangeKind }
type Report = { event: AuditAction; notice: ChangeKind; token: TokenRow; changer: Changer }

export function createTokenChangeService({ ports, verification, closeEnrollmentsOf }: TokenChangeDeps) {
  const { clock, random } = ports

  const report = async (tx: Tx, { event, notice, token, changer }: Report): Promise<void> => {
    const at = clock.now()
    const { by, actor, address, reason } = changer
    const { id: tokenId, userId, serial } = token
    const user = await findUser(tx, userId)
    if (user) await queueNotice(tx, { id: random.id(), user, kind: notice, data: { by, serial, address, reason }, at })
    await appendAudit(tx, {
      at,
      actor,
      action: event,
      userId,
      tokenId,
      address,
      detail: { serial, ...(reason === null ? {} : { reason }) },
    })
  }

  const change = async (tx: Tx, token: TokenRow, changer: Changer, { action, from, changes, event, notice }: Wanted): Promise<TokenRow> => {
    const allowed = statesBefore(action, changer.by)
    if (!allowed.includes(stateAt(token, clock.now()))) throw new AppError('token-state-conflict')
    const unlessSuspendedByAdmin = respectsAdminSuspension(action, changer.by)
    const changed = await changeToken(tx, token.id, {
      from: from ?? allowed,
      unlessSuspendedByAdmin,
      changes,
    })
    if (!changed) throw await explainRefusal(tx, token.id, changer)
    await report(tx, { event, notice, token: changed, changer })
    return changed
  }

  return {
    suspend: (tx: Tx, token: TokenRow, changer: Changer): Promise<TokenRow> =>
      change(tx, token, changer, {
        action: 'suspend',
        changes: { state: 'suspended', suspendedBy: changer.by === 'it' ? 'admin' : 'user' },
        event: 'token.suspended',
        notice: 'token-suspended',
      }),

    resume: (tx: Tx, token: TokenRow, changer: Changer): Promise<TokenRow> =>
      change(tx, token, changer, {
        action: 'resume',
        changes: { state: 'active', suspendedBy: null },
        event: 'token.resumed',
        notice: 'token-resumed',
      }),

    unlock: (tx: Tx, token: TokenRow, changer: Changer): Promise<TokenRow> =>
      change(tx, token, changer, { action: 'unlock', changes: unlockedToken, event: 'token.unlocked', notice: 'token-unlocked' }),

    /** An expired token lives again as what it was before. Only ever to a later day. */
    extend: (tx: Tx, token: TokenRow, changer: Changer, expiresAt: number): Promise<TokenRow> =>
      change(tx, token, changer, { ...extendedTo(token, expiresAt), event: 'token.extended', notice: 'token-extended' }),

    /** Erases the seed; answers the empty slot that takes the token's place. */
    async reset(tx: Tx, token: TokenRow, changer: Changer): Promise<TokenRow> {
      await change(tx, token, changer, { action: 'reset', changes: revokedToken, event: 'token.reset', notice: 'token-reset' })
      await closeEnrollmentsOf(tx, { tokenId: token.id })
      return ensureSlot(tx, token.userId, { random, now: clock.now() })
    },

    /** Two consecutive codes set the drift anew; attempts are counted and locked like any other. */
    async resync(token: TokenRow, codes: readonly [string, string], changer: Changer): Promise<{ offsetSeconds: number }> {
      const verdict = await verification.attempt({
        tokenId: token.id,
        codes,
        search: 'consecutive',
        context: { actor: changer.actor, address: changer.address, purpose: 'resync' },
        onVerdict: async (tx, { accepted }) => {
          if (accepted) await report(tx, { event: 'token.resynced', notice: 'token-resynced', token, changer })
        },
      })
      if (verdict.accepted) return { offsetSeconds: verdict.offsetSeconds }
      throw toResyncRefusal(verdict)
    },
  }
}

function extendedTo(token: TokenRow, expiresAt: number): Pick<Wanted, 'action' | 'from' | 'changes'> {
  if (token.expiresAt !== null && token.expiresAt >= expiresAt) throw new AppError('token-state-conflict')
  const state = token.state === 'expired' ? (token.suspendedBy === null ? 'active' : 'suspended') : token.state
  return { action: 'extend', from: [token.state], changes: { expiresAt, state } }
}

function toResyncRefusal({ reason, retryAt }: { reason: string; retryAt?: number | null }): AppError {
  const details = retryAt === undefined ? {} : { retryAt }
  if (reason === 'locked') return new AppError('token-locked', details)
  return ['mismatch', 'replayed', 'malformed'].includes(reason)
    ? new AppError('codes-refused', details)
    : new AppError('token-state-conflict')
}

/** The write was refused: because IT holds the token, or because it has moved on. */
async function explainRefusal(tx: Tx, tokenId: string, { by }: Changer): Promise<AppError> {
  const token = await findToken(tx, tokenId)
  return new AppError(by === 'self' && token?.suspendedBy === 'admin' ? 'suspended-by-admin' : 'token-state-conflict')
}
