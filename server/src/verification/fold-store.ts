// Before anything is decided about a token, its row is brought up to the end of the trail: on SQLite codes are accepted by appending to the
// trail alone (trail-store.ts), and rows follow a moment later. On PostgreSQL rows are always true.
import { SqliteAdapter, sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { keepQuery } from '../database/kept-query.ts'
import { readJudgement } from './judgement-journal.ts'

/** For the column `foldedSequence` of a row that is written after folding it: it is true up to here. */
export const trailEnd = sql<number>`coalesce((select "sequence" from "auditHead" where "id" = 1), 0)`

const readHead = keepQuery((db) => db.selectFrom('auditHead').select(['sequence', 'foldedSequence']))

/** Called within a writing transaction, so that the trail ends where it ends. */
export async function foldTokens(tx: Tx, ids: readonly string[]): Promise<void> {
  if (!(tx.getExecutor().adapter instanceof SqliteAdapter)) return
  const [head] = (await readHead(tx, {})).rows
  if (!head || head.foldedSequence >= head.sequence) return
  const events = await tx
    .selectFrom('auditEvents')
    .select(['sequence', 'at', 'action', 'tokenId', 'detail'])
    .where('sequence', '>', head.foldedSequence)
    .where('tokenId', 'in', [...new Set(ids)])
    .orderBy('sequence')
    .execute()
  for (const { sequence, tokenId, ...event } of events) {
    const changes = readJudgement(event)
    if (!changes || tokenId === null) continue
    await tx
      .updateTable('tokens')
      .set({ ...changes, foldedSequence: sequence })
      .where('id', '=', tokenId)
      .where('foldedSequence', '<', sequence)
      .execute()
  }
}
