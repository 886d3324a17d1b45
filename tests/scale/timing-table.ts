// Timings as lines of a table, printed as they come. Nothing here judges: the figures are the machine's, on that day.
import type { Timing } from './time-page.ts'

const head = ['ms of', 'first', 'median', 'worst', 'next', 'goal', '', 'others', 'KB', 'MiB', 'late']
const widths = [52, 9, 9, 9, 9, 6, 5, 8, 10, 6, 6]

/** `next`: the slowest of the following pages. `others`: the longest that another request waited meanwhile. `MiB`: by which the server grew, `late`: after half of the time. */
export function formatHead(): string {
  return formatLine(head)
}

export function formatTiming(timing: Timing): string {
  return formatLine(toCells(timing))
}

function toCells({ page, firstMs, medianMs, worstMs, nextWorstMs, bytes, othersWaitedMs, grownMiB, grownLateMiB }: Timing): string[] {
  const isOver = page.goalMs !== undefined && Math.max(worstMs, nextWorstMs ?? 0) > page.goalMs
  const [first, median, worst, next, others] = [firstMs, medianMs, worstMs, nextWorstMs, othersWaitedMs].map((ms) => ms?.toFixed(0) ?? '')
  const facts = [first, page.isFile ? '' : median, page.isFile ? '' : worst, next, page.goalMs?.toString(), isOver ? 'over' : '']
  return [page.name, ...facts, others, (bytes / 1000).toFixed(0), grownMiB.toFixed(0), grownLateMiB.toFixed(0)].map((cell) => cell ?? '')
}

function formatLine(cells: readonly string[]): string {
  return cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('')
}
