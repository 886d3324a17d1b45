// SQLite alone: verifications recorded by their events. A batch appends to the trail and touches nothing else, so that its commit writes a few
// pages however many tokens it was about; the rows of the tokens are folded in later, many at a time. What the rows do not hold yet is kept
// here, and can always be read from the trail again: after a crash, or when somebody else has appended in the meantime.
import { type ChainEnd, type ChainedRecord, chainEntries, emptyChain } from '../audit/audit.ts'
import type { SqliteFile } from '../database/database.ts'
import { readJudgement } from './judgement-journal.ts'
import type { Judging } from './judging.ts'
import { judgedColumns, type TokenRow } from './token-row.ts'

/** Who keeps rows in memory. */
export type RowKeeper = {
  /** A transaction that judges has begun: what others have changed before it is to be forgotten. */
  forgetChanged(): void
  /** The columns of this row have been written. */
  replace(row: Pick<TokenRow, 'id' | 'foldedSequence'> & State): void
}

export type TrailStore = {
  /** `judge` and the record of what it decided in one transaction and one turn. Throws SQLITE_BUSY before anything when another one writes. */
  record<Decided>(judge: () => { judging: Judging; decided: Decided }): Decided
  /** The row as the trail says it is; called by `judge`. */
  bringUpToDate(row: TokenRow): TokenRow
  /** Writes that many of the rows that wait, the oldest first. */
  fold(count: number): void
  /** Rows that wait, and since when the oldest of them does. */
  countWaiting(): number
  waitingSince(): number | undefined
}

type State = Pick<TokenRow, (typeof judgedColumns)[number]>

/** A token that verifications have changed since its row was written: by events from `first` to `last`. */
type Waiting = { first: number; last: number; since: number; state: State }

/** `onCommit`: something has been written. */
export function createTrailStore(file: SqliteFile, keeper: RowKeeper, onCommit?: () => void): TrailStore {
  const statements = prepare(file)
  // In the order of `first`: an entry that changes again keeps its place.
  const waiting = new Map<string, Waiting>()
  let seen = statements.readHead.get()?.foldedSequence ?? 0

  const transact = <Result>(work: () => Result): Result => {
    statements.begin.run()
    try {
      const result = work()
      statements.commit.run()
      onCommit?.()
      return result
    } catch (error) {
      if (file.inTransaction) statements.rollback.run()
      throw error
    }
  }

  /** An entry counts until the row has been written by somebody who knew of it. */
  const findWaiting = (row: Pick<TokenRow, 'id' | 'foldedSequence'>): Waiting | undefined => {
    const entry = waiting.get(row.id)
    if (!entry || row.foldedSequence < entry.last) return entry
    waiting.delete(row.id)
    return undefined
  }

  const wait = (id: string, state: State, { first, last, since }: Omit<Waiting, 'state'>): void => {
    const entry = waiting.get(id)
    waiting.set(id, { first: entry?.first ?? first, since: entry?.since ?? since, last, state: pickState(state) })
  }

  /** What others have appended, or this process before it was started anew. */
  const follow = (end: number): void => {
    for (const event of statements.readEvents.iterate(seen, end)) {
      const changes = readJudgement(event)
      const row = changes && statements.readState.get(event.tokenId)
      if (!row) continue
      const state = findWaiting(row)?.state ?? row
      wait(row.id, { ...state, ...changes }, { first: event.sequence, last: event.sequence, since: event.at })
    }
    seen = end
  }

  return {
    record(judge) {
      const { before, after, judging, decided } = transact(() => {
        const before = statements.readHead.get() ?? emptyChain
        if (before.sequence !== seen) follow(before.sequence)
        keeper.forgetChanged()
        const { judging, decided } = judge()
        return { before, after: append(statements, before, judging), judging, decided }
      })
      // Only what is committed is remembered.
      seen = after.sequence
      for (const { isChanged, read, token } of judging.seats.values()) {
        if (isChanged) wait(read.id, token, { first: before.sequence + 1, last: after.sequence, since: judging.now })
      }
      return decided
    },

    bringUpToDate(row) {
      const entry = findWaiting(row)
      return entry ? { ...row, ...entry.state } : row
    },

    fold(count) {
      const entries = takeFirst(waiting, count + 1)
      const [next] = entries.splice(count)
      const foldedUpTo = next ? next[1].first - 1 : seen
      transact(() => {
        for (const [id, { state, last }] of entries) statements.fold.run(...judgedColumns.map((column) => state[column]), last, id, last)
        statements.setFolded.run(foldedUpTo)
      })
      for (const [id, { state, last }] of entries) {
        keeper.replace({ id, ...state, foldedSequence: last })
        waiting.delete(id)
      }
    },

    countWaiting: () => waiting.size,
    waitingSince: () => waiting.values().next().value?.since,
  }
}

function append(statements: Statements, head: ChainEnd, { events }: Judging): ChainEnd {
  const chained = chainEntries(head, events)
  // Written out: a loop over the names of the columns costs as much as the insertion.
  for (const { sequence, at, actor, action, userId, tokenId, address, detail, previousHash, hash } of chained) {
    statements.insert.run(sequence, at, actor, action, userId, tokenId, address, detail, previousHash, hash)
  }
  const last = chained.at(-1)
  if (!last) return head
  statements.moveHead.run(last.sequence, last.hash)
  return last
}

const columns = ['sequence', 'at', 'actor', 'action', 'userId', 'tokenId', 'address', 'detail', 'previousHash', 'hash'] as const

type Head = ChainEnd & { foldedSequence: number }
type Event = Pick<ChainedRecord, 'sequence' | 'at' | 'action' | 'tokenId' | 'detail'>

type Statements = ReturnType<typeof prepare>

function prepare(file: SqliteFile) {
  const list = (names: readonly string[], format: (name: string) => string) => names.map(format).join(', ')
  return {
    begin: file.prepare('begin immediate'),
    commit: file.prepare('commit'),
    rollback: file.prepare('rollback'),
    readHead: file.prepare<[], Head>('select "sequence", "hash", "foldedSequence" from "auditHead" where "id" = 1'),
    readEvents: file.prepare<[number, number], Event>(
      `select "sequence", "at", "action", "tokenId", "detail" from "auditEvents" where "sequence" > ? and "sequence" <= ? order by "sequence"`,
    ),
    readState: file.prepare<[string | null], State & Pick<TokenRow, 'id' | 'foldedSequence'>>(
      `select "id", "foldedSequence", ${list(judgedColumns, (name) => `"${name}"`)} from "tokens" where "id" = ?`,
    ),
    insert: file.prepare(`insert into "auditEvents" (${list(columns, (name) => `"${name}"`)}) values (${list(columns, () => '?')})`),
    // The first event of all makes the head. Rows stay behind: `foldedSequence` does not move.
    moveHead: file.prepare(
      `insert into "auditHead" ("id", "sequence", "hash", "foldedSequence") values (1, ?, ?, 0)
       on conflict ("id") do update set "sequence" = excluded."sequence", "hash" = excluded."hash"`,
    ),
    fold: file.prepare(
      `update "tokens" set ${list(judgedColumns, (name) => `"${name}" = ?`)}, "foldedSequence" = ? where "id" = ? and "foldedSequence" < ?`,
    ),
    setFolded: file.prepare(`update "auditHead" set "foldedSequence" = max("foldedSequence", ?) where "id" = 1`),
  }
}

function takeFirst<Key, Value>(map: ReadonlyMap<Key, Value>, count: number): [Key, Value][] {
  const taken: [Key, Value][] = []
  for (const entry of map) {
    if (taken.length >= count) break
    taken.push(entry)
  }
  return taken
}

function pickState({ lastStep, drift, failures, lockedUntil, isHardLocked, lastUsedAt }: State): State {
  return { lastStep, drift, failures, lockedUntil, isHardLocked, lastUsedAt }
}
