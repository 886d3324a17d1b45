// A day, a week or a month as the bars of a chart. Pure.
import type { Span } from '@motp/shared/protocol/admin-overview'
import { hourMs } from '../counts/hour.ts'

/** `bars` of so many hours each; the last one is the one that runs now. */
const shapes = { day: { bars: 24, hours: 1 }, week: { bars: 7, hours: 24 }, month: { bars: 30, hours: 24 } } as const satisfies Record<
  Span,
  { bars: number; hours: number }
>

export type Bar = { at: number; accepted: number; refused: number }
type Counted = { hour: number; action: string; count: number }

/** `offsetMinutes`: of the reader's clock, so that a day is the reader's day. */
export function firstHour(span: Span, now: number, offsetMinutes: number): number {
  const { bars, hours } = shapes[span]
  const offsetHours = Math.round(offsetMinutes / 60)
  const thisHour = Math.floor(now / hourMs)
  const lastBar = Math.floor((thisHour + offsetHours) / hours) * hours - offsetHours
  return lastBar - (bars - 1) * hours
}

export function fillBars(span: Span, first: number, counts: readonly Counted[]): Bar[] {
  const { bars, hours } = shapes[span]
  const filled: Bar[] = Array.from({ length: bars }, (_, position) => ({
    at: (first + position * hours) * hourMs,
    accepted: 0,
    refused: 0,
  }))
  for (const { hour, action, count } of counts) {
    const bar = filled[Math.floor((Number(hour) - first) / hours)]
    if (!bar) continue
    if (action === 'verification.accepted') bar.accepted += Number(count)
    else bar.refused += Number(count)
  }
  return filled
}
