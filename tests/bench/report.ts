// Rounds to medians, medians to a table with ratios beside what is aimed at. Nothing here judges: the figures are the machine's, on that day.
import type { Contender, Round } from './contender.ts'
import type { Memory } from './process-cost.ts'

export type Result = {
  name: string
  perSecond: number
  p50Ms: number
  p99Ms: number
  /** Of one request, over all rounds. `generatorShare`: how much of a processor the load generator took. */
  cpuMicroseconds: number
  writtenBytes: number
  syncs: number | undefined
  generatorShare: number
  memory: Memory
  rounds: readonly { requests: number; perSecond: number; p50Ms: number; p99Ms: number }[]
}

export function summarise(name: string, rounds: readonly Round[], memory: Memory): Result {
  const each = rounds.map(({ requests, seconds, timesMs }) => {
    const sorted = timesMs.toSorted((a, b) => a - b)
    return { requests, perSecond: requests / seconds, p50Ms: at(sorted, 0.5), p99Ms: at(sorted, 0.99) }
  })
  const medianOf = (field: 'perSecond' | 'p50Ms' | 'p99Ms') =>
    at(
      each.map((one) => one[field]).toSorted((a, b) => a - b),
      0.5,
    )
  const total = (field: 'requests' | 'seconds' | 'cpuMs' | 'generatorCpuMs' | 'writtenBytes') =>
    rounds.reduce((sum, round) => sum + round[field], 0)
  const syncs = rounds.every((round) => round.syncs !== undefined) ? rounds.reduce((sum, round) => sum + (round.syncs ?? 0), 0) : undefined
  return {
    name,
    perSecond: medianOf('perSecond'),
    p50Ms: medianOf('p50Ms'),
    p99Ms: medianOf('p99Ms'),
    cpuMicroseconds: (total('cpuMs') * 1000) / total('requests'),
    writtenBytes: total('writtenBytes') / total('requests'),
    syncs: syncs && syncs / total('requests'),
    generatorShare: total('generatorCpuMs') / 1000 / total('seconds'),
    memory,
    rounds: each,
  }
}

function at(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** `9.1 x naive (12)`: what is aimed at stands in brackets. A comparison with what did not run is left out. */
function compare(results: readonly Result[], { name, compared = [], p99GoalMs }: Contender): string[] {
  const find = (wanted: string) => results.find((result) => result.name === wanted)
  const own = find(name)
  const ratios = compared.flatMap(({ to, as, goal }) => {
    const other = find(to)
    return own && other ? [`${format(own.perSecond / other.perSecond)} ${as}${goal === undefined ? '' : ` (${goal})`}`] : []
  })
  return own && p99GoalMs !== undefined ? [...ratios, `p99 ${own.p99Ms.toFixed(1)} ms (${p99GoalMs})`] : ratios
}

export function formatTable(contenders: readonly Contender[], results: readonly Result[]): string {
  const head = ['', 'req/s', 'p50 ms', 'p99 ms', 'CPU us', 'fsyncs', 'bytes', 'MiB, peak', 'load', 'measured (goal)']
  const lines = contenders.flatMap((contender) => {
    const result = results.find(({ name }) => name === contender.name)
    return result ? [[...formatResult(result), compare(results, contender).join(', ')]] : []
  })
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)))
  const isText = (column: number) => column === 0 || column === head.length - 1
  return [head, ...lines]
    .map((line) => line.map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))))
    .map((cells) => cells.join('  ').trimEnd())
    .join('\n')
}

function formatResult({ name, perSecond, p50Ms, p99Ms, cpuMicroseconds, syncs, writtenBytes, memory, generatorShare }: Result): string[] {
  return [
    name,
    perSecond.toFixed(0),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    cpuMicroseconds.toFixed(0),
    syncs === undefined ? '' : syncs.toFixed(3),
    writtenBytes === 0 ? '' : writtenBytes.toFixed(0),
    `${memory.residentMiB.toFixed(0)}, ${memory.peakMiB.toFixed(0)}`,
    `${(generatorShare * 100).toFixed(0)} %`,
  ]
}

function format(ratio: number): string {
  return ratio.toFixed(ratio < 3 ? 2 : 1)
}
