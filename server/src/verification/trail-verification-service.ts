// Checking codes on SQLite thousands of times a second, by the rules of verification-service.ts: what came together is read, judged and
// appended to the trail in one transaction that never leaves its turn, and answered when its commit is durable. See trail-store.ts.
import type { CodeAt } from '@motp/shared/otp/find-step'
import { createBatcher } from '../database/batcher.ts'
import { retryWhileBusy } from '../database/busy-retry.ts'
import type { WalSync } from '../database/wal-sync.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import type { Seal } from '../seal/seal-service.ts'
import { createDecoys } from './decoy.ts'
import type { Folding } from './folding.ts'
import { createJudging, type JudgingTerms, type Shown } from './judging.ts'
import { createSeedKeys, type SeedKeys } from './seed-keys.ts'
import type { TokenRow } from './token-row.ts'
import type { TrailStore } from './trail-store.ts'
import { isOneFailureFromLock, type Verdict } from './verification.ts'

export type TrailRequest = Shown & {
  /** Called within the transaction, on its connection, at least once. Undefined: nobody goes by the name that was given. */
  findToken(): TokenRow | undefined
}

export type TrailVerification = {
  /** Undefined: another failure would lock the token for good, which is told by mail. It was not judged: the usual service has to. */
  attempt(request: TrailRequest): Promise<Decided>
  /** Opens the seed, for those that will be asked about it. */
  prepare(token: TokenRow): unknown
}

type Deps = {
  store: TrailStore
  /** Of the store's connection. Nobody is answered before. */
  walSync: Pick<WalSync, 'whenDurable'>
  folding: Pick<Folding, 'note'>
  ports: Ports
  policies: Pick<PolicyService, 'current'>
  seal: Pick<Seal, 'seal' | 'unseal' | 'unsealNow'>
}

type Decided = Verdict | undefined

const largestBatch = 200
/** While the record of one batch is on its way to the disk, the next one is judged; a small one would wait for that disk all the same. */
const [lanes, smallestBeside] = [2, 16]

export function createTrailVerification({ store, walSync, folding, ports, policies, seal }: Deps): TrailVerification {
  const decoys = createDecoys({ seal, ports })
  const seedKeys = createSeedKeys({ seal })

  const record = async (batch: readonly TrailRequest[]): Promise<Decided[]> => {
    const policy = await policies.current()
    const decoy = await decoys.get(policy)
    const denied = new Set<string>()
    for (;;) {
      const openSeed = (token: TokenRow) => (denied.has(token.id) ? null : openNow(seedKeys, token))
      const terms = { now: ports.clock.now(), policy, decoy, openSeed }
      try {
        const verdicts = await retryWhileBusy(async () => store.record(() => judgeAll(store, batch, terms)))
        folding.note(batch.length)
        return verdicts
      } catch (error) {
        if (!(error instanceof SeedNotAtHand)) throw error
        if ((await error.opening) === null) denied.add(error.tokenId)
      }
    }
  }

  const run = async (batch: readonly TrailRequest[]): Promise<(Decided | Promise<Decided>)[]> => {
    const decided = await record(batch)
    try {
      await walSync.whenDurable()
      return decided
    } catch (error) {
      // Each is told that it cannot be told; none is judged again, for what was decided has been recorded.
      return batch.map(() => Promise.reject(error))
    }
  }

  return { attempt: createBatcher({ largestBatch, lanes, smallestBeside, run }), prepare: seedKeys.open }
}

function judgeAll(store: TrailStore, batch: readonly TrailRequest[], terms: JudgingTerms) {
  const judging = createJudging(terms)
  const decided = batch.map((request) => {
    const row = request.findToken()
    const token = row && (judging.seats.get(row.id)?.token ?? store.bringUpToDate(row))
    return token && isOneFailureFromLock(token, terms.policy) ? undefined : judging.judge(token, request)
  })
  return { judging, decided }
}

/** Its seed is sealed under a key that has to be read first, for which a transaction cannot wait. */
class SeedNotAtHand extends Error {
  readonly tokenId: string
  readonly opening: Promise<CodeAt | null>

  constructor(tokenId: string, opening: Promise<CodeAt | null>) {
    super()
    this.tokenId = tokenId
    this.opening = opening
  }
}

function openNow(seedKeys: SeedKeys, token: TokenRow): CodeAt | null {
  const opened = seedKeys.open(token)
  if (opened instanceof Promise) throw new SeedNotAtHand(token.id, opened)
  return opened
}
