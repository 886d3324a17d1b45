// Sealed segments as they are read: listed, opened again, and checked together with the trail that goes on behind them.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AuditSegment } from '@motp/shared/protocol/admin-audit'
import type { Database } from '../database/database.ts'
import { SealError } from '../seal/seal.ts'
import { auditSegmentContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import { type ChainEnd, type ChainedRecord, emptyChain, findBreak } from './audit.ts'
import { verifyAudit } from './audit-store.ts'
import { endOf, fileNameOf, requireNext, type Segment, SegmentFault } from './segment.ts'
import { hasSegmentFile, readSegmentFile } from './segment-file-store.ts'
import { findLiveStart, findSegment, listSegmentsAfter, listSegmentsBefore, summarizeSegments } from './segment-store.ts'

/** `events`: of the whole chain. `liveFrom`: number of the first event behind the segments. */
export type TrailReport =
  | { ok: true; events: number; segments: number; liveFrom: number }
  | { ok: false; sequence: number; reason: string; segment: number | null }

export type SegmentService = ReturnType<typeof createSegmentService>

/** `folder`: where the files are; nodes of one database share it. */
type Deps = { database: Database; seal: Pick<Seal, 'unseal'>; folder: string }

const rowsPerPage = 100

export function createSegmentService(deps: Deps) {
  const { db } = deps.database
  return {
    folder: deps.folder,

    /** Newest first. */
    async list({ before = Number.MAX_SAFE_INTEGER, limit }: { before?: number | undefined; limit: number }) {
      const found = await listSegmentsBefore(db, before, limit + 1)
      const shown = found.slice(0, limit)
      const segments = await Promise.all(shown.map(async (segment) => toView(segment, await hasSegmentFile(deps.folder, segment))))
      return { segments, next: found.length > limit ? (shown.at(-1)?.number ?? null) : null }
    },

    async summarize() {
      const { count, lastSequence, firstAt } = await summarizeSegments(db)
      return {
        liveFrom: await findLiveStart(db),
        sealed: count === 0 ? null : { segments: count, events: lastSequence, since: firstAt ?? 0 },
      }
    },

    /** Events of segment `number`, page by page, each page checked before it is handed out; undefined when there is no such segment. */
    async read(number: number): Promise<{ segment: Segment; pages: AsyncIterable<ChainedRecord[]> } | undefined> {
      const segment = await findSegment(db, number)
      return segment && { segment, pages: readChecked(deps, segment) }
    },

    /** Throws SegmentFault unless every event of the segment is in its file. */
    async requireWhole(segment: Segment): Promise<void> {
      for await (const _ of readChecked(deps, segment)) await nextTurn()
    },

    /** The whole chain: first what the database has, then each segment from the first on. `onPage` hears how many events are checked. */
    async verify(onPage: (checked: number) => void = () => undefined): Promise<TrailReport> {
      const before = (await findLiveStart(db)) - 1
      const report = await verifyAudit(db, (sequence) => onPage(Math.max(0, sequence - before)))
      if (!report.ok) return { ...report, segment: null }
      const sealed = await verifySegments(deps, (sequence) => onPage(Math.min(report.events, report.events - before + sequence)))
      return sealed.ok ? { ...sealed, events: report.events } : sealed
    },
  }
}

/** Each segment's events, up to the last one's end, which is what the trail in the database was checked from. */
async function verifySegments(deps: Deps, onPage: (checked: number) => void): Promise<TrailReport> {
  let [end, count]: [ChainEnd, number] = [emptyChain, 0]
  for (;;) {
    const segments = await listSegmentsAfter(deps.database.db, count, rowsPerPage)
    if (segments.length === 0) return { ok: true, events: end.sequence, segments: count, liveFrom: end.sequence + 1 }
    for (const segment of segments) {
      try {
        requireNext(segment, count + 1, end)
        for await (const events of readChecked(deps, segment)) onPage(events.at(-1)?.sequence ?? 0)
      } catch (error) {
        if (!(error instanceof SegmentFault)) throw error
        return { ok: false, sequence: end.sequence + 1, reason: error.reason, segment: error.number }
      }
      count = segment.number
      end = endOf(segment)
    }
  }
}

async function* readChecked({ seal, folder }: Deps, segment: Segment): AsyncGenerator<ChainedRecord[]> {
  const key = await openKey(seal, segment)
  let end: ChainEnd = { sequence: segment.firstSequence - 1, hash: segment.previousHash }
  for await (const events of readSegmentFile(folder, segment, key)) {
    if (findBreak(end, events)) throw new SegmentFault(segment.number, 'segment file changed')
    end = events.at(-1) ?? end
    yield events
  }
  if (end.sequence !== segment.lastSequence || end.hash !== segment.lastHash) throw new SegmentFault(segment.number, 'segment file changed')
}

/** Opens only beside the row that it was sealed with. */
async function openKey(seal: Deps['seal'], segment: Segment): Promise<Uint8Array> {
  try {
    return await seal.unseal(segment.sealedKey, auditSegmentContext(segment))
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause
    throw new SegmentFault(segment.number, 'segment record changed', { cause })
  }
}

function toView(segment: Segment, hasFile: boolean): AuditSegment {
  const { number, firstSequence, lastSequence, firstAt, lastAt, sealedAt, fileBytes, clearedAt } = segment
  const range = { firstSequence, lastSequence, events: lastSequence - firstSequence + 1, firstAt, lastAt }
  return { number, ...range, sealedAt, isCleared: clearedAt !== null, file: fileNameOf(segment), fileBytes, hasFile }
}
