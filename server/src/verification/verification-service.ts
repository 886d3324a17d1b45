// The one way to check a code of a token. Attempts that arrive while a transaction is in flight are collected and judged together in the
// next one: one read, one write per token, one append to the audit trail, one commit. An answer leaves only after its commit.
import type { CodeAt } from '@motp/shared/otp/find-step'
import type { AuditEntry } from '../audit/audit.ts'
import { type AuditAppender, createAuditAppender } from '../audit/audit-appender-store.ts'
import { createBatcher } from '../database/batcher.ts'
import type { Database, Tx } from '../database/database.ts'
import { queueNotice } from '../notices/notice-store.ts'
import type { Policy } from '../policies/policy.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import type { Seal } from '../seal/seal-service.ts'
import { findUser } from '../users/user-store.ts'
import { createDecoys, type Decoys, decoyId, isDecoy } from './decoy.ts'
import { createSeedKeys, type SeedKeys } from './seed-keys.ts'
import { findObstacle, type Judgement, judgeAttempt, type Search, type Verdict } from './verification.ts'
import { createVerificationStore, type TokenRow, type VerificationStore } from './verification-store.ts'

/** Who asks, from where and what for (`sign-in`, `proof`, `resync` …): goes to the audit trail. */
export type VerificationContext = { actor: string; address: string | null; purpose: string }

export type AttemptRequest = {
  /** Null: nobody goes by the name that was given. The same work is done on a decoy, and the answer is no. */
  tokenId: string | null
  /**
   * If the caller has just looked: the row, or null. It is judged without reading it again, for the write decides
   * whether it still stood; and it is brought up to date with what was written.
   */
  read?: TokenRow | null
  codes: readonly string[]
  search: Exclude<Search, 'first'>
  context: VerificationContext
  /** A password beside the code was wrong: see `Attempt`. */
  isOtherwiseWrong?: boolean
  /** What has to happen in the transaction of the verdict. When it throws, the attempt never was. */
  onVerdict?: (tx: Tx, verdict: Verdict) => Promise<void>
}

export type VerificationService = {
  /** Judges one code. A refusal is a value; only a fault of the database throws. */
  verify(tokenId: string | null, code: string, context: VerificationContext): Promise<Verdict>
  attempt(request: AttemptRequest): Promise<Verdict>
}

type Deps = { database: Database; ports: Ports; policies: Pick<PolicyService, 'current'>; seal: Seal; store?: VerificationStore }
type Parts = Deps & { store: VerificationStore; appendAudit: AuditAppender; decoys: Decoys; seedKeys: SeedKeys }

const largestBatch = 200
/** Less than a kilobyte each. */
const seedKeysInMemory = 50_000
const triesPerBatch = 3

export function createVerificationService(deps: Deps): VerificationService {
  const parts: Parts = {
    ...deps,
    store: deps.store ?? createVerificationStore(deps.database),
    appendAudit: createAuditAppender(deps.database),
    decoys: createDecoys(deps),
    seedKeys: createSeedKeys({ seal: deps.seal, capacity: seedKeysInMemory }),
  }
  const attempt = createBatcher<AttemptRequest, Verdict>({ largestBatch, run: (batch) => judgeBatch(parts, batch, triesPerBatch) })
  return {
    attempt,
    verify: (tokenId, code, context) => attempt({ tokenId, codes: [code], search: 'window', context }),
  }
}

class LostRace extends Error {}

async function judgeBatch(deps: Parts, batch: readonly AttemptRequest[], triesLeft: number): Promise<Verdict[]> {
  const policy = await deps.policies.current()
  // Whoever lost a race was judged by an old row: the next try reads, and holds what it reads.
  const mayTrustRead = triesLeft === triesPerBatch
  try {
    const recorded = mayTrustRead ? await recordAtOnce(deps, batch, policy) : undefined
    const judged = recorded ?? (await deps.database.transact((tx) => judgeInTransaction(deps, { tx, batch, policy, mayTrustRead })))
    const written = new Map(judged.seats.map(({ token }) => [token.id, token]))
    for (const { read } of batch) if (read) Object.assign(read, written.get(read.id))
    return judged.verdicts
  } catch (error) {
    if (error instanceof LostRace && triesLeft > 1) return judgeBatch(deps, batch, triesLeft - 1)
    throw error
  }
}

/** A token of the batch: as it was read, as the attempts judged so far have made it, and its codes (null: its seed does not open). */
type Seat = { read: TokenRow; token: TokenRow; isChanged: boolean; codeAt: CodeAt | null | undefined }

type Round = { tx: Tx; batch: readonly AttemptRequest[]; policy: Policy; mayTrustRead: boolean }

/** Where the engine can write a whole batch in one statement, and nothing else is to be written with it. Undefined: to be judged under lock. */
async function recordAtOnce({ store, ...deps }: Parts, batch: readonly AttemptRequest[], policy: Policy): Promise<Judged | undefined> {
  const rows = batch.map(({ read, onVerdict }) => (onVerdict ? undefined : read))
  if (!store.record || rows.includes(undefined)) return undefined
  const judged = await judgeAll(deps, batch, { rows: rows.filter((row) => row != null), policy })
  if (judged.seats.some(isNewlyLocked)) return undefined
  const changed = judged.seats.filter(({ isChanged, read }) => isChanged && !isDecoy(read))
  return (await store.record(changed, judged.events)) ? judged : undefined
}

async function judgeInTransaction(deps: Parts, { tx, batch, policy, mayTrustRead }: Round): Promise<Judged> {
  const rows = await readTokens(deps.store, tx, batch, mayTrustRead)
  const judged = await judgeAll(deps, batch, { rows, policy })
  const { verdicts, seats, events, now } = judged
  for (const [index, verdict] of verdicts.entries()) await batch[index]?.onVerdict?.(tx, verdict)
  await saveSeats(deps.store, tx, seats)
  for (const seat of seats.filter(isNewlyLocked)) events.push(await announceLock(deps, tx, seat.token, now))
  await deps.appendAudit(tx, events)
  return judged
}

function isNewlyLocked({ token, read }: Seat): boolean {
  return token.isHardLocked > read.isHardLocked && !isDecoy(read)
}

type Judged = { verdicts: Verdict[]; seats: Seat[]; events: AuditEntry[]; now: number }

/** In the order in which the attempts came; nothing is written. */
async function judgeAll(
  deps: Pick<Parts, 'ports' | 'decoys' | 'seedKeys'>,
  batch: readonly AttemptRequest[],
  { rows, policy }: { rows: readonly TokenRow[]; policy: Policy },
): Promise<Judged> {
  const now = deps.ports.clock.now()
  const seats = new Map(rows.map((row) => [row.id, createSeat(row)]))
  const events: AuditEntry[] = []
  const verdicts: Verdict[] = []
  for (const request of batch) {
    const seat = (request.tokenId !== null && seats.get(request.tokenId)) || createSeat(await deps.decoys.get(policy))
    // A decoy sits for one request alone: it would lock, and tell by that how often a name was tried.
    if (isDecoy(seat.read)) seats.set(`${decoyId} ${verdicts.length}`, seat)
    const { verdict, changes } = await judge(deps.seedKeys, seat, request, { now, policy })
    verdicts.push(verdict)
    seat.token = { ...seat.token, ...changes }
    seat.isChanged ||= Object.keys(changes).length > 0
    if (seat.codeAt === null) events.push({ ...eventOf(seat, request, now), action: 'seal.failed' })
    events.push(describeVerdict(seat, request, verdict, now))
  }
  return { verdicts, seats: [...seats.values()], events, now }
}

async function readTokens(store: VerificationStore, tx: Tx, batch: readonly AttemptRequest[], mayTrustRead: boolean): Promise<TokenRow[]> {
  const read = batch.map((request) => request.read)
  if (mayTrustRead && !read.includes(undefined)) return read.filter((row) => row != null)
  const ids = batch.map(({ tokenId }) => tokenId ?? decoyId)
  return store.lockTokens(tx, ids)
}

async function saveSeats(store: VerificationStore, tx: Tx, seats: readonly Seat[]): Promise<void> {
  const changed = seats.filter((seat) => seat.isChanged)
  if (changed.length === 0) return
  const saved = await store.saveJudgements(tx, changed)
  if (changed.some(({ read }) => !saved.has(read.id) && !isDecoy(read))) throw new LostRace()
}

const unusable: Judgement = { verdict: { accepted: false, reason: 'not-active' }, changes: {} }

function createSeat(row: TokenRow): Seat {
  return { read: row, token: row, isChanged: false, codeAt: undefined }
}

async function judge(
  seedKeys: SeedKeys,
  seat: Seat,
  { codes, search, isOtherwiseWrong = false }: AttemptRequest,
  { now, policy }: { now: number; policy: Policy },
): Promise<Judgement> {
  const obstacle = findObstacle(seat.token, now)
  if (obstacle) return { verdict: obstacle, changes: {} }
  if (!seat.codeAt) seat.codeAt = await seedKeys.open(seat.read)
  if (!seat.codeAt) return unusable
  return judgeAttempt({
    token: seat.token,
    codeAt: seat.codeAt,
    codes,
    search,
    now,
    policy,
    isOtherwiseWrong: isOtherwiseWrong || isDecoy(seat.read),
  })
}

function eventOf({ token }: Seat, { context }: AttemptRequest, at: number) {
  const about = isDecoy(token) ? { userId: null, tokenId: null } : { userId: token.userId, tokenId: token.id }
  return { at, actor: context.actor, ...about, address: context.address }
}

function describeVerdict(seat: Seat, request: AttemptRequest, verdict: Verdict, now: number): AuditEntry {
  const base = eventOf(seat, request, now)
  const { purpose } = request.context
  return verdict.accepted
    ? { ...base, action: 'verification.accepted', detail: { purpose, step: verdict.step } }
    : { ...base, action: 'verification.refused', detail: { purpose, verdict: verdict.reason } }
}

/** Once per lock: the mail tells its owner that somebody has been guessing. */
async function announceLock({ ports }: Deps, tx: Tx, token: TokenRow, at: number): Promise<AuditEntry> {
  const user = await findUser(tx, token.userId)
  const data = { by: 'system', serial: token.serial, address: null } as const
  if (user) await queueNotice(tx, { id: ports.random.id(), user, kind: 'token-locked', data, at })
  return { at, actor: 'system', action: 'token.locked', userId: token.userId, tokenId: token.id, detail: { failures: token.failures } }
}
