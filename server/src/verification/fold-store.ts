// Before anything is decided about a token, its row is brought up to the end of the trail: on SQLite codes are accepted by appending to the
// trail alone (trail-store.ts), and rows follow a moment later. On PostgreSQL rows are always true.
import { SqliteAdapter } from 'kysely'
import type { Tx } from '../database/database.ts'
import { keepQuery } from '../database/kept-query.ts'
import { readJudgement } from './judgement-journal.ts'
import type { TokenChanges } from './verification.ts'

const readHead = keepQuery((db) => db.selectFrom('auditHead').select(['sequence', 'foldedSequence']))

/** Called within a writing transaction, so that the trail ends where it ends. */
export async function foldTokens(tx: Tx, ids: readonly string[]): Promise<void> {
  if (!(tx.getExecutor().adapter instanceof SqliteAdapter)) return
  const [head] = (await readHead(tx, {})).rows
  if (!head || head.foldedSequence >= head.sequence) return
  const events = await tx
    .selectFrom('auditEvents')
    .innerJoin('tokens', 'tokens.id', 'auditEvents.tokenId')
    .select(['at', 'action', 'detail', 'tokens.id'])
    .where('auditEvents.sequence', '>', head.foldedSequence)
    .whereRef('auditEvents.sequence', '>', 'tokens.foldedSequence')
    .where('auditEvents.tokenId', 'in', [...new Set(ids)])
    .orderBy('auditEvents.sequence')
    .execute()
  const changed = new Map<string, TokenChanges>()
  for (const { id, ...event } of events) changed.set(id, { ...changed.get(id), ...readJudgement(event) })
  for (const [id, changes] of changed) {
    await tx
      .updateTable('tokens')
      .set({ ...changes, foldedSequence: head.sequence })
      .where('id', '=', id)
      .execute()
  }
}
