// SQLite alone: who has a token, by name, as the judge of codes keeps it in memory. Nothing in it is older than the database: within the
// transaction that decides, what others have changed since the last one is forgotten first (migration 0060 lists it), and what this
// connection writes it tells. Bounded; who is not in it is read.
import type { SqliteFile } from '../database/database.ts'
import { createBoundedCache } from '../verification/bounded-cache.ts'
import type { NextTokens, TokenRow } from '../verification/token-row.ts'
import { createHolderReader, type Holder } from './holder-store.ts'

export type HolderCache = {
  /** Called at the beginning of each transaction that judges. */
  forgetChanged(): void
  /** Everybody of that name who has a token. */
  list(name: string): readonly Holder[]
  /** The row of this token has been written, by this connection. */
  replace(row: Pick<TokenRow, 'id'> & Partial<TokenRow>): void
  /** Reads the tokens of some hundred names that come after `last`, before anybody asks. */
  readNext: NextTokens
}

/** Some 900 bytes each. */
const usualCapacity = 100_000
const namesAtOnce = 100

export function createHolderCache(file: SqliteFile, capacity = usualCapacity): HolderCache {
  const read = createHolderReader(file)
  const statements = prepare(file)
  const nameOf = new Map<string, string>()
  const byName = createBoundedCache<readonly Holder[]>(capacity, (holders) => {
    for (const { token } of holders) nameOf.delete(token.id)
  })
  let seenVersion = statements.readVersion.get()
  let seenChange = statements.readLastChange.get() ?? 0

  const readAndKeep = (name: string): readonly Holder[] => {
    const holders = read(name)
    // A name without a token is looked up each time: there is no end of such names.
    if (holders.length > 0 && byName.offer(name, holders)) for (const { token } of holders) nameOf.set(token.id, name)
    return holders
  }

  return {
    forgetChanged() {
      const version = statements.readVersion.get()
      if (version === seenVersion) return
      seenVersion = version
      const changes = statements.readChanges.all(seenChange)
      const [first] = changes
      // More than are listed have been made since.
      if (first && first.id !== seenChange + 1) byName.clear()
      for (const { accountKey } of changes) byName.delete(accountKey)
      seenChange = changes.at(-1)?.id ?? seenChange
    },

    list: (name) => byName.get(name) ?? readAndKeep(name),

    replace(row) {
      const name = nameOf.get(row.id)
      const holders = name === undefined ? undefined : byName.get(name)
      if (name === undefined || !holders) return
      byName.offer(
        name,
        holders.map((holder) => (holder.token.id === row.id ? { ...holder, token: { ...holder.token, ...row } } : holder)),
      )
    },

    readNext(last) {
      const names = byName.isFull() ? [] : statements.listNames.all(last, namesAtOnce)
      const end = names.at(-1)
      const holders = names.flatMap((name) => byName.get(name) ?? readAndKeep(name))
      return end === undefined ? undefined : { last: end, tokens: holders.map(({ token }) => token) }
    },
  }
}

function prepare(file: SqliteFile) {
  return {
    // Another value whenever anybody else has committed anything.
    readVersion: file.prepare<[], number>('pragma data_version').pluck(),
    readLastChange: file.prepare<[], number>('select max("id") from "holderChanges"').pluck(),
    readChanges: file.prepare<[number], { id: number; accountKey: string }>(
      'select "id", "accountKey" from "holderChanges" where "id" > ? order by "id"',
    ),
    listNames: file
      .prepare<[string, number], string>('select distinct "accountKey" from "users" where "accountKey" > ? order by "accountKey" limit ?')
      .pluck(),
  }
}
