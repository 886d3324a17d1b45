// The one way to check a code of a token. Attempts that arrive while a transaction is in flight are collected and judged together in the
// next one: one read, one write per token, one append to the audit trail, one commit. An answer leaves only after its commit.
// (What relying systems send on SQLite goes faster: trail-verification-service.ts, by the same rules.)
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
import { createJudging, isNewlyLocked, type Seat, type Shown, type VerificationContext } from './judging.ts'
import { createSeedKeys, type SeedKeys } from './seed-keys.ts'
import type { TokenRow } from './token-row.ts'
import type { Verdict } from './verification.ts'
import { createVerificationStore, type VerificationStore } from './verification-store.ts'

export type { VerificationContext } from './judging.ts'

export type AttemptRequest = Shown & {
  /** Null: nobody goes by the name that was given. The same work is done on a decoy, and the answer is no. */
  tokenId: string | null
  /**
   * If the caller has just looked: the row, or null. Where the engine takes a batch in one statement it is judged without reading it
   * again, for the write decides whether it still stood.
   */
  read?: TokenRow | null
  /** What has to happen in the transaction of the verdict. When it throws, the attempt never was. */
  onVerdict?: (tx: Tx, verdict: Verdict) => Promise<void>
}

export type VerificationService = {
  /** Judges one code. A refusal is a value; only a fault of the database throws. */
  verify(tokenId: string | null, code: string, context: VerificationContext): Promise<Verdict>
  attempt(request: AttemptRequest): Promise<Verdict>
  /** Opens the seed, for those that will be asked about it. */
  prepare(token: TokenRow): unknown
}

type Deps = { database: Database; ports: Ports; policies: Pick<PolicyService, 'current'>; seal: Seal; store?: VerificationStore }
type Parts = Deps & { store: VerificationStore; appendAudit: AuditAppender; decoys: Decoys; seedKeys: SeedKeys }

const largestBatch = 200
/** Fewer would cost as much, and gain nothing, beside a batch that is being written. */
const smallestBeside = 32
const triesPerBatch = 3

export function createVerificationService(deps: Deps): VerificationService {
  const parts: Parts = {
    ...deps,
    store: deps.store ?? createVerificationStore(deps.database),
    appendAudit: createAuditAppender(deps.database),
    decoys: createDecoys(deps),
    seedKeys: createSeedKeys(deps),
  }
  // While one batch is being written on PostgreSQL, the next one is read and judged. SQLite has one connection that writes.
  const lanes = deps.database.engine === 'postgres' ? 2 : 1
  const attempt = createBatcher<AttemptRequest, Verdict>({
    largestBatch,
    lanes,
    smallestBeside,
    run: (batch) => judgeBatch(parts, batch, triesPerBatch),
  })
  return {
    attempt,
    verify: (tokenId, code, context) => attempt({ tokenId, codes: [code], search: 'window', context }),
    prepare: parts.seedKeys.open,
  }
}

class LostRace extends Error {}

async function judgeBatch(deps: Parts, batch: readonly AttemptRequest[], triesLeft: number): Promise<Verdict[]> {
  const policy = await deps.policies.current()
  try {
    // Whoever lost a race was judged by an old row: the next try reads, and holds what it reads.
    const recorded = triesLeft === triesPerBatch ? await recordAtOnce(deps, batch, policy) : undefined
    return recorded ?? (await deps.database.transact((tx) => judgeInTransaction(deps, { tx, batch, policy })))
  } catch (error) {
    if (error instanceof LostRace && triesLeft > 1) return judgeBatch(deps, batch, triesLeft - 1)
    throw error
  }
}

/** Where the engine can write a whole batch in one statement, and nothing else is to be written with it. Undefined: to be judged under lock. */
async function recordAtOnce({ store, ...deps }: Parts, batch: readonly AttemptRequest[], policy: Policy): Promise<Verdict[] | undefined> {
  const rows = batch.map(({ read, onVerdict }) => (onVerdict ? undefined : read))
  if (!store.record || rows.includes(undefined)) return undefined
  const { verdicts, seats, events } = await judgeAll(deps, batch, { rows: rows.filter((row) => row != null), policy })
  if (seats.some(isNewlyLocked)) return undefined
  const changed = seats.filter(({ isChanged, read }) => isChanged && !isDecoy(read))
  return (await store.record(changed, events)) ? verdicts : undefined
}

type Round = { tx: Tx; batch: readonly AttemptRequest[]; policy: Policy }

async function judgeInTransaction(deps: Parts, { tx, batch, policy }: Round): Promise<Verdict[]> {
  const ids = batch.map(({ tokenId }) => tokenId ?? decoyId)
  const rows = await deps.store.lockTokens(tx, ids)
  const { verdicts, seats, events, now } = await judgeAll(deps, batch, { rows, policy })
  for (const [index, verdict] of verdicts.entries()) await batch[index]?.onVerdict?.(tx, verdict)
  await saveSeats(deps.store, tx, seats)
  for (const seat of seats.filter(isNewlyLocked)) events.push(await announceLock(deps, tx, seat.token, now))
  await deps.appendAudit(tx, events)
  return verdicts
}

type Judged = { verdicts: Verdict[]; seats: Seat[]; events: AuditEntry[]; now: number }

/** In the order in which the attempts came; nothing is written. */
async function judgeAll(
  { ports, decoys, seedKeys }: Pick<Parts, 'ports' | 'decoys' | 'seedKeys'>,
  batch: readonly AttemptRequest[],
  { rows, policy }: { rows: readonly TokenRow[]; policy: Policy },
): Promise<Judged> {
  const now = ports.clock.now()
  const decoy = await decoys.get(policy)
  const opened = new Map<string, CodeAt | null>()
  for (const row of [decoy, ...rows]) {
    const codeAt = seedKeys.open(row)
    opened.set(row.id, codeAt instanceof Promise ? await codeAt : codeAt)
  }
  const byId = new Map(rows.map((row) => [row.id, row]))
  const judging = createJudging({ now, policy, decoy, openSeed: ({ id }) => opened.get(id) ?? null })
  const verdicts = batch.map((request) => judging.judge(request.tokenId === null ? undefined : byId.get(request.tokenId), request))
  return { verdicts, seats: [...judging.seats.values()], events: judging.events, now }
}

async function saveSeats(store: VerificationStore, tx: Tx, seats: readonly Seat[]): Promise<void> {
  const changed = seats.filter((seat) => seat.isChanged)
  if (changed.length === 0) return
  const saved = await store.saveJudgements(tx, changed)
  if (changed.some(({ read }) => !saved.has(read.id) && !isDecoy(read))) throw new LostRace()
}

/** Once per lock: the mail tells its owner that somebody has been guessing. */
async function announceLock({ ports }: Deps, tx: Tx, token: TokenRow, at: number): Promise<AuditEntry> {
  const user = await findUser(tx, token.userId)
  const data = { by: 'system', serial: token.serial, address: null } as const
  if (user) await queueNotice(tx, { id: ports.random.id(), user, kind: 'token-locked', data, at })
  return { at, actor: 'system', action: 'token.locked', userId: token.userId, tokenId: token.id, detail: { failures: token.failures } }
}
