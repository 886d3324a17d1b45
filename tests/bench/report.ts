// Rounds to medians, medians to a table with ratios and to a file. Nothing here judges: the figures are the machine's, on that day.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { LoadReport } from './load.ts'

export type Result = { name: string; perSecond: number; p50Ms: number; p99Ms: number; rounds: readonly LoadReport[] }

export function summarise(name: string, rounds: readonly LoadReport[]): Result {
  const medianOf = (field: 'perSecond' | 'p50Ms' | 'p99Ms') => median(rounds.map((round) => round[field]))
  return { name, perSecond: medianOf('perSecond'), p50Ms: medianOf('p50Ms'), p99Ms: medianOf('p99Ms'), rounds }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** `against`: the names of the floor and of the baseline that each line is compared with. */
export function formatTable(results: readonly Result[], { floor, naive }: { floor: string; naive: string }): string {
  const rateOf = (name: string) => results.find((result) => result.name === name)?.perSecond ?? Number.NaN
  const head = ['', 'req/s', 'of the floor', 'x naive', 'p50 ms', 'p99 ms']
  const lines = results.map(({ name, perSecond, p50Ms, p99Ms }) => [
    name,
    perSecond.toFixed(0),
    (perSecond / rateOf(floor)).toFixed(2),
    (perSecond / rateOf(naive)).toFixed(1),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)))
  const format = (line: readonly string[]) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')
  return [head, ...lines].map(format).join('\n')
}

export async function writeReport(path: string, report: object): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`)
}
