// What an event of the trail says of its token, and how it is said: on SQLite the trail is the journal of verifications, from which the rows
// of tokens are brought up to date. Pure.
import type { AuditDetail } from '../audit/audit.ts'
import type { TokenChanges, Verdict } from './verification.ts'

type JournalEvent = { action: string; at: number; detail: string }

/** Of a verification, for its event: verdict and what it changed. Never the code. Names in order, as the trail has them. */
export function describeJudgement(purpose: string, verdict: Verdict, { failures, lockedUntil, isHardLocked }: TokenChanges): AuditDetail {
  if (verdict.accepted) return { drift: verdict.drift, purpose, step: verdict.step }
  return {
    ...(failures === undefined ? {} : { failures }),
    ...(isHardLocked === 1 ? { hardLock: true } : {}),
    ...(lockedUntil == null ? {} : { lockedUntil }),
    purpose,
    verdict: verdict.reason,
  }
}

/** What the event changed in its token's row; undefined when nothing. */
export function readJudgement({ action, at, detail }: JournalEvent): TokenChanges | undefined {
  if (action !== 'verification.accepted' && action !== 'verification.refused') return undefined
  const { step, drift, failures, lockedUntil, hardLock } = JSON.parse(detail) as Record<string, unknown>
  if (action === 'verification.accepted') {
    const accepted = { failures: 0, lockedUntil: null, isHardLocked: 0, lastUsedAt: at }
    return typeof step === 'number' && typeof drift === 'number' ? { ...accepted, lastStep: step, drift } : undefined
  }
  if (typeof failures !== 'number') return undefined
  return { failures, lockedUntil: typeof lockedUntil === 'number' ? lockedUntil : null, isHardLocked: hardLock === true ? 1 : 0 }
}
