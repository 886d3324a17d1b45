// Judges attempts one after the other, those of the same token each by what the ones before it have left. Nothing is written here.
import type { CodeAt } from '@motp/shared/otp/find-step'
import type { AuditEntry } from '../audit/audit.ts'
import type { Policy } from '../policies/policy.ts'
import { decoyId, isDecoy } from './decoy.ts'
import { describeJudgement } from './judgement-journal.ts'
import type { JudgedRow, TokenRow } from './token-row.ts'
import { findObstacle, type Judgement, judgeAttempt, type Search, type Verdict } from './verification.ts'

/** Who asks, from where and what for (`sign-in`, `proof`, `resync` …): goes to the audit trail. */
export type VerificationContext = { actor: string; address: string | null; purpose: string }

export type Shown = {
  codes: readonly string[]
  search: Exclude<Search, 'first'>
  context: VerificationContext
  /** A password beside the code was wrong: see `Attempt`. */
  isOtherwiseWrong?: boolean
}

/** A token of the batch: as it was read, as the attempts judged so far have left it, and its codes (null: its seed does not open). */
export type Seat = JudgedRow & { isChanged: boolean; codeAt: CodeAt | null | undefined }

export type Judging = {
  now: number
  seats: ReadonlyMap<string, Seat>
  events: AuditEntry[]
  /** `row`: undefined for a name that nobody goes by; of a token that has a seat already it is not looked at. */
  judge(row: TokenRow | undefined, shown: Shown): Verdict
}

export type JudgingTerms = { now: number; policy: Policy; decoy: TokenRow; openSeed(token: TokenRow): CodeAt | null }

export function createJudging(terms: JudgingTerms): Judging {
  const { now, decoy } = terms
  const seats = new Map<string, Seat>()
  const events: AuditEntry[] = []

  const takeSeat = (row: TokenRow | undefined): Seat => {
    // A decoy sits for one attempt alone: it would lock, and tell by that how often a name was tried.
    const id = row ? row.id : `${decoyId} ${events.length}`
    const seat = seats.get(id) ?? createSeat(row ?? decoy)
    seats.set(id, seat)
    return seat
  }

  return {
    now,
    seats,
    events,
    judge(row, shown) {
      const seat = takeSeat(row)
      const { verdict, changes } = judgeSeat(seat, shown, terms)
      seat.token = { ...seat.token, ...changes }
      seat.isChanged ||= Object.keys(changes).length > 0
      const event = eventOf(seat, shown, now)
      if (seat.codeAt === null) events.push({ ...event, action: 'seal.failed' })
      const detail = describeJudgement(shown.context.purpose, verdict, changes)
      events.push({ ...event, action: verdict.accepted ? 'verification.accepted' : 'verification.refused', detail })
      return verdict
    },
  }
}

export function isNewlyLocked({ token, read }: JudgedRow): boolean {
  return token.isHardLocked > read.isHardLocked && !isDecoy(read)
}

function createSeat(row: TokenRow): Seat {
  return { read: row, token: row, isChanged: false, codeAt: undefined }
}

const unusable: Judgement = { verdict: { accepted: false, reason: 'not-active' }, changes: {} }

function judgeSeat(seat: Seat, { codes, search, isOtherwiseWrong = false }: Shown, { now, policy, openSeed }: JudgingTerms): Judgement {
  const obstacle = findObstacle(seat.token, now)
  if (obstacle) return { verdict: obstacle, changes: {} }
  seat.codeAt ??= openSeed(seat.read)
  if (!seat.codeAt) return unusable
  const isNotToPass = isOtherwiseWrong || isDecoy(seat.read)
  return judgeAttempt({ token: seat.token, codeAt: seat.codeAt, codes, search, now, policy, isOtherwiseWrong: isNotToPass })
}

function eventOf({ token }: Seat, { context }: Shown, at: number) {
  const about = isDecoy(token) ? { userId: null, tokenId: null } : { userId: token.userId, tokenId: token.id }
  return { at, actor: context.actor, ...about, address: context.address }
}
