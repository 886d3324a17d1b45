// PostgreSQL alone: a whole batch of verifications in one statement, tokens and trail, durable when it has answered. Each round trip that
// a transaction would take is time in which nobody gets an answer.
import type pg from 'pg'
import { type AuditEntry, canonicalTail, describeEntry } from '../audit/audit.ts'
import { type JudgedRow, judgedColumns } from './token-row.ts'

/** Its parameters: see `listValues`. */
export const saving = `
  update "tokens" set ${judgedColumns.map((column) => `"${column}" = judged."${column}"`).join(', ')}
  from unnest($1::text[], $2::bigint[], $3::integer[], $4::bigint[], $5::integer[], $6::integer[], $7::bigint[], $8::integer[], $9::bigint[])
    as judged("id", "readLastStep", "readFailures", ${judgedColumns.map((column) => `"${column}"`).join(', ')})
  where "tokens"."id" = judged."id" and "tokens"."state" = 'active'
    and "tokens"."lastStep" = judged."readLastStep" and "tokens"."failures" = judged."readFailures"`

/** In the order of the ids: two nodes with the same tokens at hand lock them one after the other. */
export function listValues(judged: readonly JudgedRow[]): unknown[][] {
  const sorted = judged.toSorted((a, b) => (a.read.id < b.read.id ? -1 : 1))
  const before = (['id', 'lastStep', 'failures'] as const).map((column) => sorted.map(({ read }) => read[column]))
  return [...before, ...judgedColumns.map((column) => sorted.map(({ token }) => token[column]))]
}

const described = ['at', 'actor', 'action', 'userId', 'tokenId', 'address', 'detail'] as const
const quotedDescribed = described.map((column) => `"${column}"`).join(', ')

// The head is locked after the tokens, as in every transaction, and until the end: it puts the appenders of all nodes in order. The chain is
// computed here (audit.ts hashes the same), since only here the number and the hash before are known. Division by zero undoes everything.
const recording = `
  with recursive saved as (${saving} returning 1),
  head as materialized (
    select "sequence", "hash" from "auditHead" where "id" = 1 and (select count(*) from saved) = $10 for update
  ),
  chain ("number", "previousHash", "hash") as (
    select 0, ''::text, "hash" from head
    union all
    select "number" + 1, chain."hash", encode(sha256(convert_to(
      chain."hash" || '[' || (head."sequence" + "number" + 1) || ',' || ($11::text[])["number" + 1], 'UTF8')), 'hex')
    from chain, head where "number" < $12
  ),
  inserted as (
    insert into "auditEvents" ("sequence", ${quotedDescribed}, "previousHash", "hash")
    select head."sequence" + chain."number", ${described.map((column) => `event."${column}"`).join(', ')}, chain."previousHash", chain."hash"
    from unnest($13::bigint[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[])
      with ordinality as event(${quotedDescribed}, "number")
    join chain using ("number") cross join head
  ),
  moved as (
    update "auditHead" set "sequence" = head."sequence" + $12, "foldedSequence" = head."sequence" + $12, "hash" = chain."hash"
    from head, chain where "auditHead"."id" = 1 and chain."number" = $12 returning 1
  )
  select 1 / (select count(*) from moved)`

const divisionByZero = '22012'
const deadlock = '40P01'

export function createRecord(pool: pg.Pool): (judged: readonly JudgedRow[], events: readonly AuditEntry[]) => Promise<boolean> {
  return async (judged, events) => {
    const rows = events.map(describeEntry)
    const columns = described.map((column) => rows.map((row) => row[column]))
    const values = [...listValues(judged), judged.length, rows.map(canonicalTail), rows.length, ...columns]
    try {
      await pool.query({ name: 'record-verifications', text: recording, values })
      return true
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === divisionByZero || code === deadlock) return false
      throw error
    }
  }
}
