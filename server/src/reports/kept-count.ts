// A count that may take long: made at most every few minutes, and nobody waits long for it. Whoever asks meanwhile gets the one before.
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../ports.ts'

export type Counted<T> = { countedAt: number; rows: T }

type Options<T> = { clock: Clock; freshForMs: number; patienceMs: number; count: () => Promise<T> }

/** Null while the first count is not there yet. */
export function createKeptCount<T>({ clock, freshForMs, patienceMs, count }: Options<T>): () => Promise<Counted<T> | null> {
  let last: Counted<T> | null = null
  let underWay: Promise<void> | undefined

  const begin = (): Promise<void> => {
    const countedAt = clock.now()
    return count()
      .then((rows) => {
        last = { countedAt, rows }
      })
      .finally(() => {
        underWay = undefined
      })
  }
  return async () => {
    if (last && Math.abs(clock.now() - last.countedAt) < freshForMs) return last
    underWay ??= begin()
    // Whoever has stopped waiting hears of no fault; the next one counts anew.
    underWay.catch(() => undefined)
    await Promise.race([underWay, delay(patienceMs, undefined, { ref: false })])
    return last
  }
}
