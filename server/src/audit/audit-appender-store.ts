// Appending to the trail where thousands of events a second come in: the same chain as appendAudit, in as few statements as each engine
// allows. Everything that is rare uses appendAudit (audit-store.ts).
import { CompiledQuery } from 'kysely'
import type { Database, SqliteFile, Tx } from '../database/database.ts'
import { type AuditEntry, type ChainEnd, type ChainedRecord, chainEntries, emptyChain } from './audit.ts'
import { appendAudit } from './audit-store.ts'

/** Called last in its transaction, and within it. */
export type AuditAppender = (tx: Tx, entries: readonly AuditEntry[]) => Promise<void>

export function createAuditAppender(database: Database): AuditAppender {
  return database.engine === 'sqlite' ? createSqliteAppender(database.file) : appendOnPostgres
}

const columns = ['sequence', 'at', 'actor', 'action', 'userId', 'tokenId', 'address', 'detail', 'previousHash', 'hash'] as const
const columnList = columns.map((column) => `"${column}"`).join(', ')

function createSqliteAppender(file: SqliteFile): AuditAppender {
  const readHead = file.prepare<[], ChainEnd>('select sequence, hash from "auditHead" where id = 1')
  const moveHead = file.prepare<ChainEnd>(
    `insert into "auditHead" (id, sequence, hash, "foldedSequence") values (1, @sequence, @hash, @sequence)
     on conflict (id) do update set sequence = excluded.sequence, hash = excluded.hash,
       "foldedSequence" = case when "foldedSequence" = "auditHead".sequence then excluded.sequence else "foldedSequence" end`,
  )
  const insert = file.prepare<ChainedRecord>(
    `insert into "auditEvents" (${columnList}) values (${columns.map((column) => `@${column}`).join(', ')})`,
  )
  return async (_tx, entries) => {
    // The one writer of SQLite is in this transaction: nobody else moves the head meanwhile.
    const events = chainEntries(readHead.get() ?? emptyChain, entries)
    for (const event of events) insert.run(event)
    const last = events.at(-1)
    if (last) moveHead.run({ sequence: last.sequence, hash: last.hash })
  }
}

const lockHead = 'select sequence, hash from "auditHead" where id = 1 for update'
const insertAndMoveHead = `
  with appended as (
    insert into "auditEvents" (${columnList})
    select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
  )
  update "auditHead" set sequence = $11, "foldedSequence" = $11, hash = $12 where id = 1`

/** Locking the head until the transaction ends puts the appenders of all nodes in order. */
async function appendOnPostgres(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  const { rows } = await tx.executeQuery<ChainEnd>(CompiledQuery.raw(lockHead))
  const [end] = rows
  // The first event of all: it makes the head.
  if (!end) return appendAudit(tx, ...entries)
  const events = chainEntries(end, entries)
  const last = events.at(-1)
  if (!last) return
  const values = columns.map((column) => events.map((event) => event[column]))
  await tx.executeQuery(CompiledQuery.raw(insertAndMoveHead, [...values, last.sequence, last.hash]))
}
