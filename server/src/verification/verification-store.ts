// Table `tokens` as verification sees it: read a batch under lock, write what each judgement changed. One port, a small implementation for
// each engine, for this is where the time of a verification goes; the same tests run on both.
import { CompiledQuery } from 'kysely'
import type { AuditEntry } from '../audit/audit.ts'
import type { Database, SqliteFile, Tx } from '../database/database.ts'
import { foldTokens } from './fold-store.ts'
import { type JudgedRow, judgedColumns, quotedTokenColumns, type TokenRow } from './token-row.ts'
import { createRecord, listValues, saving } from './verification-record-store.ts'

/** The first two are called within the transaction `tx`. */
export type VerificationStore = {
  /** The rows, held until the transaction ends. */
  lockTokens(tx: Tx, ids: readonly string[]): Promise<TokenRow[]>
  /**
   * The ids of those written. RFC 6238 5.2, accept a step once: the conditions of the write, not the read before it, decide. Whoever
   * accepted or counted first, or suspended the token, has changed what they compare.
   */
  saveJudgements(tx: Tx, judged: readonly JudgedRow[]): Promise<ReadonlySet<string>>
  /** All of it, with its events in the trail, or nothing: false when a row was no longer as it was read. Where the engine has one statement for it. */
  record?: (judged: readonly JudgedRow[], events: readonly AuditEntry[]) => Promise<boolean>
}

export function createVerificationStore(database: Database): VerificationStore {
  return database.engine === 'sqlite' ? createSqliteStore(database.file) : { ...postgresStore, record: createRecord(database.pool) }
}

/** Statements prepared once, on the connection that `tx` holds: SQLite has one, with one writer whose transactions begin as such. */
function createSqliteStore(file: SqliteFile): VerificationStore {
  const find = file.prepare<[string], TokenRow>(`select ${quotedTokenColumns} from "tokens" where "id" = ?`)
  const save = file.prepare(
    `update "tokens" set ${judgedColumns.map((column) => `"${column}" = ?`).join(', ')}
     where "id" = ? and "state" = 'active' and "lastStep" = ? and "failures" = ?`,
  )
  return {
    async lockTokens(tx, ids) {
      await foldTokens(tx, ids)
      return [...new Set(ids)].map((id) => find.get(id)).filter((row) => row !== undefined)
    },
    saveJudgements: async (_tx, judged) => {
      const write = ({ read, token }: JudgedRow) =>
        save.run(...judgedColumns.map((column) => token[column]), read.id, read.lastStep, read.failures).changes === 1
      return new Set(judged.filter(write).map(({ read }) => read.id))
    },
  }
}

// In the order of their ids, so that two batches never wait for each other in a circle.
const lock = `select ${quotedTokenColumns} from "tokens" where "id" = any($1) order by "id" for update`
const save = `${saving} returning "tokens"."id"`

/** One statement for a batch, whatever its size: a round trip each would cost more than everything else. */
const postgresStore: VerificationStore = {
  lockTokens: async (tx, ids) => (await tx.executeQuery<TokenRow>(CompiledQuery.raw(lock, [[...new Set(ids)]]))).rows,
  saveJudgements: async (tx, judged) => {
    const { rows } = await tx.executeQuery<{ id: string }>(CompiledQuery.raw(save, listValues(judged)))
    return new Set(rows.map(({ id }) => id))
  },
}
