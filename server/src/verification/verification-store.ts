// Table `tokens` as verification sees it: read a batch under lock, write what each judgement changed.
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { TokensTable } from '../database/schema.ts'
import type { TokenChanges } from './verification.ts'

export type TokenRow = Selectable<TokensTable>

/** The rows, held until the transaction ends. In the order of their ids, so that two batches never wait for each other in a circle. */
export async function lockTokens(tx: Tx, ids: readonly string[], engine: Database['engine']): Promise<TokenRow[]> {
  const query = tx
    .selectFrom('tokens')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
  // SQLite has one writer, and its transactions begin as one.
  return (engine === 'postgres' ? query.forUpdate() : query).execute()
}

/** False when the token is no longer the one that was judged. */
export async function saveJudgement(tx: Tx, judged: TokenRow, changes: TokenChanges): Promise<boolean> {
  // RFC 6238 5.2, accept a step once: the WHERE clause, not the read before it, decides. Whoever accepted or counted first has moved these.
  const { numUpdatedRows } = await tx
    .updateTable('tokens')
    .set(changes)
    .where('id', '=', judged.id)
    .where('state', '=', 'active')
    .where('lastStep', '=', judged.lastStep)
    .where('failures', '=', judged.failures)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
