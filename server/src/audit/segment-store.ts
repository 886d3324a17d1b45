// Table `auditSegments`, and the removal of the events that a segment holds.
import type { Db, Tx } from '../database/database.ts'
import { type ChainEnd, type ChainedRecord, emptyChain } from './audit.ts'
import type { Segment } from './segment.ts'

/** Two nodes at once: the number is taken, and one of them fails. */
export async function insertSegment(tx: Tx, segment: Segment): Promise<void> {
  await tx.insertInto('auditSegments').values(segment).execute()
}

export async function findSegment(db: Db, number: number): Promise<Segment | undefined> {
  return db.selectFrom('auditSegments').selectAll().where('number', '=', number).executeTakeFirst()
}

export async function findLastSegment(db: Db): Promise<Segment | undefined> {
  return db.selectFrom('auditSegments').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst()
}

/** In order. */
export async function listSegmentsAfter(db: Db, number: number, limit: number): Promise<Segment[]> {
  return db.selectFrom('auditSegments').selectAll().where('number', '>', number).orderBy('number').limit(limit).execute()
}

/** Newest first. */
export async function listSegmentsBefore(db: Db, number: number, limit: number): Promise<Segment[]> {
  return db.selectFrom('auditSegments').selectAll().where('number', '<', number).orderBy('number', 'desc').limit(limit).execute()
}

/** Number of the first event that need not be looked for in a file. */
export async function findLiveStart(db: Db): Promise<number> {
  const cleared = await db
    .selectFrom('auditSegments')
    .select('lastSequence')
    .where('clearedAt', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (cleared?.lastSequence ?? 0) + 1
}

/** `firstAllowed`: below it no event may stand in the database. */
export type ChainBase = { end: ChainEnd; firstAllowed: number }

/** What the trail in the database stands on: the last segment's end, or the beginning of all. */
export async function findChainBase(db: Db): Promise<ChainBase> {
  const last = await findLastSegment(db)
  if (!last) return { end: emptyChain, firstAllowed: 1 }
  const end = { sequence: last.lastSequence, hash: last.lastHash }
  return { end, firstAllowed: last.clearedAt === null ? last.firstSequence : last.lastSequence + 1 }
}

export async function listEventsAfter(
  db: Db,
  sequence: number,
  { upTo, limit }: { upTo: number; limit: number },
): Promise<ChainedRecord[]> {
  return db
    .selectFrom('auditEvents')
    .selectAll()
    .where('sequence', '>', sequence)
    .where('sequence', '<=', upTo)
    .orderBy('sequence')
    .limit(limit)
    .execute()
}

/** The one statement of the product that removes events: those of a segment, by number, and only by a row that says where they are. */
export async function deleteSealedEvents(tx: Tx, segment: number, { after, upTo }: { after: number; upTo: number }): Promise<void> {
  await tx
    .deleteFrom('auditEvents')
    .where('sequence', '>', after)
    .where('sequence', '<=', upTo)
    .where((row) =>
      row.exists(
        row
          .selectFrom('auditSegments')
          .select('number')
          .where('number', '=', segment)
          .where('firstSequence', '<=', after + 1)
          .where('lastSequence', '>=', upTo),
      ),
    )
    .execute()
}

export async function markCleared(tx: Tx, number: number, now: number): Promise<void> {
  await tx.updateTable('auditSegments').set({ clearedAt: now }).where('number', '=', number).where('clearedAt', 'is', null).execute()
}

export async function summarizeSegments(db: Db): Promise<{ count: number; lastSequence: number; firstAt: number | null }> {
  const found = await db
    .selectFrom('auditSegments')
    .select((row) => [
      row.fn.countAll<number>().as('count'),
      row.fn.max('lastSequence').as('lastSequence'),
      row.fn.min('firstAt').as('firstAt'),
    ])
    .executeTakeFirstOrThrow()
  return { count: Number(found.count), lastSequence: found.lastSequence ?? 0, firstAt: found.firstAt ?? null }
}
