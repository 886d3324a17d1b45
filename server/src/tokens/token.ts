// A token's states, what each allows, and how it looks to its owner. Pure.
import type { Token, TokenState } from '@motp/shared/protocol/tokens'
import type { TokensTable } from '../database/schema.ts'

export type TokenRow = TokensTable

/** Who changes a token: its user, or IT with a reason. */
export type Changer = { by: 'self' | 'it'; actor: string; address: string | null; reason: string | null }

export type TokenAction = 'suspend' | 'resume' | 'reset' | 'unlock' | 'extend'

/** DESIGN rule 6. Registration (`initial <-> enrolling -> active`) is enrollment's; `expired` comes with time. */
const statesFor: Record<TokenAction, readonly TokenState[]> = {
  suspend: ['active'],
  resume: ['suspended'],
  reset: ['enrolling', 'active', 'suspended', 'expired'],
  unlock: ['active', 'suspended'],
  extend: ['active', 'suspended', 'expired'],
}

/** From which states this changer may take the step. IT may take a suspension over, so that its user can no longer lift it. */
export function statesBefore(action: TokenAction, by: Changer['by']): readonly TokenState[] {
  return action === 'suspend' && by === 'it' ? ['active', 'suspended'] : statesFor[action]
}

/** What IT suspended is for IT alone to change; and IT need not suspend it twice. */
export function respectsAdminSuspension(action: TokenAction, by: Changer['by']): boolean {
  return by === 'self' || action === 'suspend'
}

/** The state at `now`: the row learns of its expiry a little later, from the sweeper. */
export function stateAt(token: Pick<TokensTable, 'state' | 'expiresAt'>, now: number): TokenState {
  const isOver = token.expiresAt !== null && token.expiresAt <= now
  return isOver && (token.state === 'active' || token.state === 'suspended') ? 'expired' : token.state
}

/** What a reset writes: the seed is gone for good, the row stays for history and keeps its serial, which is never used again. */
export const revokedToken = {
  state: 'revoked',
  suspendedBy: null,
  sealedSeed: null,
  devicePublicKey: null,
  failures: 0,
  lockedUntil: null,
  isHardLocked: 0,
} as const satisfies Partial<TokensTable>

export const unlockedToken = { failures: 0, lockedUntil: null, isHardLocked: 0 } as const satisfies Partial<TokensTable>

export function toTokenView(token: TokenRow, now: number): Token {
  const { id, serial, suspendedBy, expiresAt, enrolledAt, mode, device, assurance, lastUsedAt, lockedUntil } = token
  return {
    id,
    type: 'software',
    serial,
    status: stateAt(token, now),
    suspendedBy,
    expiresAt,
    enrolledAt,
    mode,
    device,
    assurance,
    lastUsedAt,
    lockedUntil: lockedUntil !== null && lockedUntil > now ? lockedUntil : null,
    isHardLocked: token.isHardLocked === 1,
  }
}
