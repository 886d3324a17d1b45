// One thing that is measured: where it listens, whose codes it takes, and how much is asked of it in a round.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Deal } from './deck.ts'
import type { Burst, BurstOrder, Load } from './load-line.ts'
import { readCost } from './process-cost.ts'

export type Contender = {
  name: string
  load: 'http' | 'radius'
  /** Connections, or datagrams in flight. */
  lanes: number
  /** At most, in a round. */
  requests: number
  /** How long a round lasts, if it is not the usual length. */
  forMs?: number
  expects?: Load['expects']
  /** Its rate beside another's, and what is aimed at. `as`: how the ratio reads, `x naive`. */
  compared?: readonly { to: string; as: string; goal?: number }[]
  p99GoalMs?: number
  /** Starts what is measured, before the first round. */
  start: () => Promise<Target>
}

export type Target = {
  ports: readonly number[]
  key: string
  ca?: string | undefined
  deal: Deal
  /** How many `deal` gives at once; all of a round unless told otherwise. */
  dealAtMost?: number
  /** The processes that answer, or the first of several. */
  pids: readonly number[]
  countSyncs?: (() => number) | undefined
}

/** Of one round. Costs are those of the processes that answer. */
export type Round = {
  requests: number
  seconds: number
  timesMs: readonly number[]
  generatorCpuMs: number
  cpuMs: number
  writtenBytes: number
  syncs: number | undefined
}

const usualMs = 1_300
/** Not counted: each generator is a fresh process, whose code is still slow. */
const warmUp = { requests: 2_000, forMs: 200 }
// What is written after the answers belongs to them too.
const settleMs = 100
const patienceMs = 60_000

export async function runRound(
  { name, load, lanes, requests, expects = 'accepted', forMs = usualMs }: Contender,
  target: Target,
): Promise<Round> {
  const { ports, key, ca, deal, dealAtMost = requests, pids, countSyncs } = target
  const generator = fork(fileURLToPath(new URL(`${load}-load.ts`, import.meta.url)), { serialization: 'advanced' })
  const died = once(generator, 'exit').then(() => {
    throw new Error(`${name}: the load generator ended early`)
  })
  const tell = async (message: Load | BurstOrder): Promise<unknown> => {
    generator.send(message)
    const [answer] = (await Promise.race([once(generator, 'message', { signal: AbortSignal.timeout(patienceMs) }), died])) as unknown[]
    return answer
  }
  const ask = async (count: number, { forMs }: Pick<BurstOrder, 'forMs'>): Promise<Burst> => {
    const burst = (await tell({ credentials: await deal(count), forMs })) as Burst
    if (burst.surprises === 0) return burst
    throw new Error(`${name}: ${burst.surprises} answers are not "${expects}"; ${burst.firstSurprise}`)
  }
  await tell({ ports, lanes, key, ca, expects })
  await ask(Math.min(warmUp.requests, requests), warmUp)
  const before = { ...readCost(pids), syncs: countSyncs?.() }
  const bursts: Burst[] = []
  for (let left = requests; left > 0; left -= dealAtMost) {
    const spentMs = sum(bursts, ({ seconds }) => seconds) * 1000
    if (spentMs >= forMs) break
    bursts.push(await ask(Math.min(left, dealAtMost), { forMs: forMs - spentMs }))
  }
  await delay(settleMs)
  const after = { ...readCost(pids), syncs: countSyncs?.() }
  died.catch(() => undefined)
  generator.disconnect()

  const timesMs = bursts.flatMap((burst) => [...burst.timesMs])
  return {
    requests: timesMs.length,
    seconds: sum(bursts, ({ seconds }) => seconds),
    timesMs,
    generatorCpuMs: sum(bursts, ({ cpuMs }) => cpuMs),
    cpuMs: after.cpuMs - before.cpuMs,
    writtenBytes: after.writtenBytes - before.writtenBytes,
    syncs: after.syncs === undefined ? undefined : after.syncs - (before.syncs ?? 0),
  }
}

function sum<T>(values: readonly T[], read: (value: T) => number): number {
  return values.reduce((total, value) => total + read(value), 0)
}
