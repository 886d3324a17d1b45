// The audit trail in the database: append, list, verify. Nothing here changes or removes an event; sealed ones leave by segment-store.ts.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ActivityEvent } from '@motp/shared/protocol/tokens'
import { sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { keepQuery } from '../database/kept-query.ts'
import { type AuditEntry, type ChainEnd, type ChainedRecord, chainEntries, emptyChain, findBreak } from './audit.ts'
import { type ChainBase, findChainBase } from './segment-store.ts'

/**
 * Adds events in three statements (up to a thousand of them). Taking numbers from the head locks its row until the
 * transaction ends, which puts appenders of all nodes in order: call it last, so that the lock is held shortly.
 */
export async function appendAudit(tx: Tx, ...entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const taken = await takeNumbers(tx, entries.length)
  const events = chainEntries({ sequence: taken.sequence - entries.length, hash: taken.hash }, entries)
  for (let start = 0; start < events.length; start += rowsPerInsert) {
    await insertEvents(tx, { events: events.slice(start, start + rowsPerInsert) })
  }
  await setHead(tx, { hash: events.at(-1)?.hash ?? taken.hash })
}

const headId = 1
// Ten columns each: far below the number of parameters that either engine allows in a statement.
const rowsPerInsert = 1000

const insertEvents = keepQuery((db, { events }: { events: ChainedRecord[] }) => db.insertInto('auditEvents').values(events))
const setHead = keepQuery((db, { hash }: { hash: string }) => db.updateTable('auditHead').set({ hash }).where('id', '=', headId))
const moveHead = keepQuery((db, { count }: { count: number }) =>
  db
    .updateTable('auditHead')
    // Whoever appends here has written the rows too: where all was folded, all still is.
    .set((row) => ({
      foldedSequence: row
        .case()
        .when('foldedSequence', '=', row.ref('sequence'))
        .then(row('sequence', '+', count))
        .else(row.ref('foldedSequence'))
        .end(),
      sequence: row('sequence', '+', count),
    }))
    .where('id', '=', headId)
    .returning(['sequence', 'hash']),
)

async function takeNumbers(tx: Tx, count: number): Promise<ChainEnd> {
  const { rows } = await moveHead(tx, { count })
  if (rows[0]) return rows[0]
  // The first event of all: two nodes may come here at once, one row stands.
  await tx
    .insertInto('auditHead')
    .values({ id: headId, ...emptyChain })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  return takeNumbers(tx, count)
}

export type Page = { before?: number | string | undefined; limit: number }

/** One user's history but for accepted codes, newest first; `before` is the id of the last event shown. */
export async function listActivityOf(db: Db, userId: string, { before, limit }: Page): Promise<ActivityEvent[]> {
  const rows = await db
    .selectFrom('auditEvents')
    .leftJoin('tokens', 'tokens.id', 'auditEvents.tokenId')
    .select(['auditEvents.sequence', 'at', 'actor', 'action', 'address', 'detail', 'tokens.serial'])
    .where('auditEvents.userId', '=', userId)
    // In the words of the index.
    .where('auditEvents.action', '!=', sql.lit('verification.accepted'))
    .where('auditEvents.sequence', '<', Number(before ?? Number.MAX_SAFE_INTEGER))
    .orderBy('auditEvents.sequence', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ sequence, at, actor, action, address, detail, serial }) => {
    const said = readDetail(detail)
    return {
      id: String(sequence),
      at,
      action,
      by: toParty(actor, userId),
      // A slot's serial changes when a phone is registered: what the event says goes before what the row says now.
      tokenSerial: typeof said.serial === 'string' ? said.serial : serial,
      address,
      reason: typeof said.reason === 'string' && said.reason !== '' ? said.reason : null,
    }
  })
}

/** `system` also stands for phones and relying systems: they act for the user but prove nothing of who holds them. */
function toParty(actor: string, userId: string): ActivityEvent['by'] {
  if (actor === `user:${userId}`) return 'self'
  return actor.startsWith('admin:') || actor === 'cli' ? 'it' : 'system'
}

export function readDetail(detail: string): Record<string, unknown> {
  return JSON.parse(detail) as Record<string, unknown>
}

export type AuditReport = { ok: true; events: number } | { ok: false; sequence: number; reason: string }

const pageSize = 1000

/**
 * Reads the trail in the database page by page, from where the last sealed segment ends; servers may go on appending meanwhile. Names the
 * first event that is not as it was written. `onPage` hears how far it is, and may throw to end it.
 */
export async function verifyAudit(db: Db, onPage: (checked: number) => void = () => undefined): Promise<AuditReport> {
  for (;;) {
    const base = await findChainBase(db)
    const report = await verifyFrom(db, base, onPage)
    // What was missing may have been sealed meanwhile.
    if (report.ok || (await findChainBase(db)).end.sequence === base.end.sequence) return report
  }
}

async function verifyFrom(db: Db, base: ChainBase, onPage: (checked: number) => void): Promise<AuditReport> {
  let end: ChainEnd | undefined
  // Below the first number too: an event slipped in before the beginning is a break like any other.
  let after = Number.MIN_SAFE_INTEGER
  for (;;) {
    // The head first: its events were committed with it, so each must turn up in the rows read after it.
    const head = await db.selectFrom('auditHead').select(['sequence', 'hash']).where('id', '=', headId).executeTakeFirst()
    const events = await db
      .selectFrom('auditEvents')
      .selectAll()
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(pageSize)
      .execute()
    end ??= startOf(base, events[0])
    const broken = findBreak(end, events) ?? findDeparture(base, events)
    if (broken) return { ok: false, ...broken }
    const last = events.at(-1)
    if (!last) return compareWithHead(end, head ?? emptyChain)
    end = last
    after = last.sequence
    onPage(last.sequence)
    // SQLite answers without leaving the turn: others get theirs here.
    await nextTurn()
  }
}

/** Of a sealed segment some events may still be here, on their way out: what is left is held against the segment's end. */
function startOf({ end, firstAllowed }: ChainBase, first: ChainedRecord | undefined): ChainEnd {
  const isLeaving = first !== undefined && first.sequence >= firstAllowed && first.sequence <= end.sequence
  return isLeaving ? { sequence: first.sequence - 1, hash: first.previousHash } : end
}

function findDeparture({ end }: ChainBase, events: readonly ChainedRecord[]): { sequence: number; reason: string } | undefined {
  const last = events.find(({ sequence }) => sequence === end.sequence)
  return last && last.hash !== end.hash ? { sequence: last.sequence, reason: 'event is not the one that was sealed' } : undefined
}

function compareWithHead(end: ChainEnd, head: ChainEnd): AuditReport {
  if (end.sequence < head.sequence) return { ok: false, sequence: end.sequence + 1, reason: 'event missing at the end' }
  if (end.sequence > head.sequence) return { ok: false, sequence: head.sequence + 1, reason: 'event added behind the end' }
  return end.hash === head.hash ? { ok: true, events: end.sequence } : { ok: false, sequence: end.sequence, reason: 'end does not match' }
}
