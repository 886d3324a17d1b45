// Long work on the thread that answers everybody, in steps of a few milliseconds with rests between them: whoever asks meanwhile waits for one
// step, and most of the time belongs to those who ask.
import { setTimeout as delay } from 'node:timers/promises'

export type Rest = () => Promise<void>

/** A rest for the step before it, `perWork` times as long, but never shorter than `shortestMs`. Rejects when `signal` says so. */
export function createRest({ perWork, shortestMs = 0, signal }: { perWork: number; shortestMs?: number; signal?: AbortSignal }): Rest {
  let resumedAt = performance.now()
  return async () => {
    const restMs = Math.max(shortestMs, perWork * (performance.now() - resumedAt))
    await delay(restMs, undefined, { ref: false, ...(signal && { signal }) })
    resumedAt = performance.now()
  }
}
