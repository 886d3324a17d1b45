// A signed-in person: who, which roles, which proofs and when. Pure rules of idle time, proofs and roles.

import { AppError } from '@motp/shared/protocol/app-error'
import type { Language } from '@motp/shared/protocol/language'
import type { ProofKind, Role } from '@motp/shared/protocol/session'
import type { Policy } from '../policies/policy.ts'
import type { User } from '../users/user.ts'

export type Proof = { kind: ProofKind; at: number }

export type Session = {
  id: string
  user: User
  roles: readonly Role[]
  proofs: readonly Proof[]
  language: Language
  address: string
  agent: string
  createdAt: number
  lastSeenAt: number
  expiresAt: number
}

const minute = 60_000

/** When the session ends if nothing more happens. */
export function idleExpiry(session: Session, policy: Policy): number {
  return Math.min(session.lastSeenAt + policy['session.idleMinutes'] * minute, session.expiresAt)
}

/** The proofs that still count, at most one of each kind. */
export function freshProofs(session: Session, policy: Policy, now: number): ProofKind[] {
  const oldest = now - policy['proofs.validMinutes'] * minute
  return [...new Set(session.proofs.filter((proof) => proof.at > oldest).map((proof) => proof.kind))]
}

export type ProofRule = {
  /** How many different kinds. */
  count: number
  /** Kinds that count here. */
  kinds: readonly ProofKind[]
  /** Kinds that the user could show now, when some of them cannot be: a suspended token's code, say. */
  offered?: readonly ProofKind[]
}

export const anyProof: readonly ProofKind[] = ['password', 'code', 'mailed-code', 'activation-code']

/** DESIGN rule 4: throws `proof-required` with the kinds still open, unless the session has shown enough different proofs. */
export function requireProofs(session: Session, rule: ProofRule, policy: Policy, now: number): void {
  const shown = freshProofs(session, policy, now).filter((kind) => rule.kinds.includes(kind))
  if (shown.length >= rule.count) return
  const open = (rule.offered ?? rule.kinds).filter(
    (kind) => !shown.includes(kind) && (kind !== 'mailed-code' || session.user.mail !== null),
  )
  throw new AppError('proof-required', { proofsNeeded: rule.count - shown.length, proofKinds: [...open] })
}

/** What a service knows of a request: who asks, from where, in which language. */
export type Caller = { session: Session; address: string; language: Language }

/** Checks a code of the user's token, counted and accepted once; undefined when no phone is registered. `retryAt` null: until IT unlocks. */
export type VerifyCodeOf = (
  userId: string,
  code: string,
  context: { actor: string; address: string | null; purpose: string },
) => Promise<{ accepted: true } | { accepted: false; reason: string; retryAt?: number | null } | undefined>
