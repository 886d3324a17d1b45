// A sealed segment: a piece of the trail that left the database for a file. What it is called, and whether segments follow each other. Pure.
import type { AuditSegmentsTable } from '../database/retention-schema.ts'
import type { ChainEnd } from './audit.ts'

export type Segment = AuditSegmentsTable

/** Bounds a file to some 30 MB, and what a crash may have to do again to seconds. */
export const eventsPerSegment = 100_000

/** However it is asked for: what happened lately stays where everybody can search it. */
export const leastKeepDays = 30
export const dayMs = 86_400_000

/** What is to leave: events older than `before`. */
export type Cut = { before: number }
export type Retained = { segments: number; events: number }

/** For the operator: why nothing was sealed. */
export class RetentionError extends Error {
  override readonly name = 'RetentionError'
}

export type SegmentFaultReason =
  | 'segment missing'
  | 'segment record does not follow'
  | 'segment record changed'
  | 'segment file missing'
  | 'segment file changed'

/** What is wrong with segment `number`. */
export class SegmentFault extends Error {
  override readonly name = 'SegmentFault'
  readonly number: number
  readonly reason: SegmentFaultReason
  constructor(number: number, reason: SegmentFaultReason, options?: ErrorOptions) {
    super(`segment ${number}: ${reason}`, options)
    this.number = number
    this.reason = reason
  }
}

/** Of a file's name. */
export const ending = '.segment'

/** Says for people what is in it; the id, that no other file is meant. */
export function fileNameOf({ firstSequence, lastSequence, id }: Pick<Segment, 'firstSequence' | 'lastSequence' | 'id'>): string {
  return `audit-${firstSequence}-${lastSequence}-${id}${ending}`
}

/** Where the chain stands behind a segment. */
export function endOf({ lastSequence, lastHash }: Segment): ChainEnd {
  return { sequence: lastSequence, hash: lastHash }
}

/** Throws unless `segment` is the one that comes after `number - 1` others whose chain ended at `end`. */
export function requireNext(segment: Segment, number: number, end: ChainEnd): void {
  if (segment.number !== number) throw new SegmentFault(number, 'segment missing')
  const { firstSequence, lastSequence, previousHash } = segment
  const follows = firstSequence === end.sequence + 1 && lastSequence >= firstSequence && previousHash === end.hash
  if (!follows) throw new SegmentFault(number, 'segment record does not follow')
}
