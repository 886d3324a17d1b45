// The status a person sees: the token's state, unless a lock or the calendar says more. Pure.
import type { Token } from '@motp/shared/protocol/tokens'

export type TokenStatus = Token['status'] | 'locked'

export function findTokenStatus(token: Token, now: number): TokenStatus {
  if (token.status !== 'active') return token.status
  if (token.expiresAt !== null && token.expiresAt <= now) return 'expired'
  return token.isHardLocked || (token.lockedUntil !== null && token.lockedUntil > now) ? 'locked' : 'active'
}

/** An empty slot can be registered; one whose registration is half done can be started anew. */
export function mayRegister(token: Token): boolean {
  return token.status === 'initial' || token.status === 'enrolling'
}

/** A phone is there that can be given up. */
export function mayReset(token: Token): boolean {
  return token.status === 'active' || token.status === 'suspended' || token.status === 'expired'
}
