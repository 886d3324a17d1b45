// Carries retention out. A file is written and made durable, then its row is, then the file is read back and checked, and only then its
// events go, a few at a time. Broken off at any step, the next run goes on from there.
import { setTimeout as delay } from 'node:timers/promises'
import type { Database, Tx } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { auditSegmentContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import { type ChainEnd, type ChainedRecord, emptyChain, findBreak } from './audit.ts'
import { clockToleranceMs } from './audit-search.ts'
import { findFirstSince, readHead } from './audit-search-store.ts'
import { appendAudit } from './audit-store.ts'
import { type Cut, endOf, eventsPerSegment, type Retained, RetentionError, type Segment } from './segment.ts'
import { finishSegmentFile, hasSegmentFile, removeAbandonedFiles, writeSegmentFile } from './segment-file-store.ts'
import type { SegmentService } from './segment-service.ts'
import { deleteSealedEvents, findLastSegment, insertSegment, listEventsAfter, markCleared } from './segment-store.ts'

export type RetentionRunDeps = {
  database: Database
  ports: Ports
  seal: Pick<Seal, 'seal'>
  segments: Pick<SegmentService, 'folder' | 'requireWhole'>
  /** Number of the last event that the hourly counts know. */
  readCountedEnd(): Promise<number>
  eventsPerSegment?: number
}

const eventsPerPage = 1000
/** Removed in one transaction, in which nobody else writes on SQLite: some three milliseconds, and what the disk takes to make it durable. */
const eventsPerSlice = 1000

/**
 * The last event that may leave the database. Whatever else still needs events here adds its own bound to this list: no event above the
 * lowest of them is ever sealed or removed.
 */
export async function findRetainableEnd(
  { database: { db }, readCountedEnd }: RetentionRunDeps,
  { before }: Cut,
  first: number,
): Promise<number> {
  const { sequence: head, foldedSequence } = await readHead(db)
  const bounds = [
    foldedSequence,
    (await findFirstSince(db, before - clockToleranceMs, { first, end: head + 1 })) - 1,
    await readCountedEnd(),
  ]
  return Math.min(...bounds)
}

type Run = RetentionRunDeps & {
  /** Both throw when another node has taken over; `require` holds until its transaction ends. */
  lease: { renew(): Promise<void>; require(tx: Tx): Promise<void> }
  actor: string
  mayGoOn(): boolean
}

export async function carryOutRetention(run: Run, cut: Cut): Promise<Retained> {
  const { database, segments, mayGoOn } = run
  const done = { segments: 0, events: 0 }
  let last = await findLastSegment(database.db)
  // Nodes that do not share the folder would scatter the trail: the one that has the segments goes on with them.
  if (last && !(await hasSegmentFile(segments.folder, last))) {
    throw new RetentionError(`segment ${last.number} is not in ${segments.folder}: seal where the segments are`)
  }
  await removeAbandonedFiles(segments.folder, last)
  if (last?.clearedAt === null) await clearEvents(run, last)
  const end = await findRetainableEnd(run, cut, (last?.lastSequence ?? 0) + 1)
  while (mayGoOn() && (last?.lastSequence ?? 0) < end) {
    last = await sealEvents(run, last, end)
    await clearEvents(run, last)
    done.segments += 1
    done.events += last.lastSequence - last.firstSequence + 1
  }
  return done
}

/** The file, then its row together with the event that tells of it. */
async function sealEvents(run: Run, before: Segment | undefined, end: number): Promise<Segment> {
  const { database, ports, seal, segments, lease, actor } = run
  const start = before ? endOf(before) : emptyChain
  const id = ports.random.id()
  const firstSequence = start.sequence + 1
  const lastSequence = Math.min(end, start.sequence + (run.eventsPerSegment ?? eventsPerSegment))
  const key = ports.random.bytes(32)
  const pages = createPages(run, start, lastSequence)
  const file = await writeSegmentFile(
    { folder: segments.folder, key, random: ports.random },
    { id, firstSequence, lastSequence },
    pages.read(),
  )
  const sealedAt = ports.clock.now()
  const range = { firstSequence, lastSequence, previousHash: start.hash, ...pages.found() }
  const manifest = { number: (before?.number ?? 0) + 1, id, ...range, ...file, sealedAt }
  const segment = { ...manifest, sealedKey: await seal.seal(key, auditSegmentContext(manifest)), clearedAt: null }
  const detail = { segment: segment.number, first: firstSequence, last: lastSequence, fileHash: file.fileHash }
  await database.transact(async (tx) => {
    await lease.require(tx)
    await insertSegment(tx, segment)
    await appendAudit(tx, { at: sealedAt, actor, action: 'audit.sealed', detail })
  })
  await finishSegmentFile(segments.folder, segment)
  return segment
}

/** The events behind `start`, checked on their way; then what was found of them. */
function createPages({ database, lease, mayGoOn }: Run, start: ChainEnd, upTo: number) {
  let end = start
  let times: { firstAt: number; lastAt: number } | undefined
  return {
    async *read(): AsyncGenerator<ChainedRecord[]> {
      while (end.sequence < upTo) {
        if (!mayGoOn()) throw new RetentionError('stopped')
        const began = performance.now()
        const events = await listEventsAfter(database.db, end.sequence, { upTo, limit: eventsPerPage })
        const broken = findBreak(end, events) ?? (events.length === 0 ? { sequence: end.sequence + 1, reason: 'event missing' } : undefined)
        // It would be hidden in a file for ever.
        if (broken)
          throw new RetentionError(`the trail is not whole, so nothing of it is sealed: event ${broken.sequence}: ${broken.reason}`)
        const [first, last] = [events[0], events.at(-1)]
        if (first && last) {
          times = { firstAt: times?.firstAt ?? first.at, lastAt: last.at }
          end = last
        }
        yield events
        await lease.renew()
        await rest(began)
      }
    },
    found: () => ({ lastHash: end.hash, firstAt: times?.firstAt ?? 0, lastAt: times?.lastAt ?? 0 }),
  }
}

/** Nothing goes before the file was read back and every event found in it. */
async function clearEvents({ database, ports, segments, lease, mayGoOn }: Run, segment: Segment): Promise<void> {
  await finishSegmentFile(segments.folder, segment)
  await segments.requireWhole(segment)
  for (let after = segment.firstSequence - 1; after < segment.lastSequence; after += eventsPerSlice) {
    if (!mayGoOn()) return
    const began = performance.now()
    const upTo = Math.min(after + eventsPerSlice, segment.lastSequence)
    await database.transact(async (tx) => {
      await lease.require(tx)
      await deleteSealedEvents(tx, segment.number, { after, upTo })
    })
    await rest(began)
  }
  await database.transact((tx) => markCleared(tx, segment.number, ports.clock.now()))
}

/** As long as the work before it took: others have half of the time, and more where they have more processors. */
async function rest(began: number): Promise<void> {
  await delay(Math.min(100, 1 + performance.now() - began))
}
