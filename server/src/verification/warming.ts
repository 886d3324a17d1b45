// After a start: opens the seeds of those who will show codes, so that the first ones of a morning are judged as fast as the ones after them.
import { setTimeout as delay } from 'node:timers/promises'
import type { NextTokens, TokenRow } from './token-row.ts'

export type Warming = { stop(): Promise<void> }

type Deps = {
  next(last: string): ReturnType<NextTokens> | Promise<ReturnType<NextTokens>>
  openSeed(token: TokenRow): unknown
}

/** A fifth of the time at most: whoever asks meanwhile waits for one step, of some milliseconds. */
const restPerWork = 4
const shortestRestMs = 10

export function startWarming({ next, openSeed }: Deps): Warming {
  const stopped = new AbortController()

  const work = async (): Promise<void> => {
    let last = ''
    while (!stopped.signal.aborted) {
      const begun = performance.now()
      const step = await next(last)
      if (!step) return
      for (const token of step.tokens) await openSeed(token)
      last = step.last
      const restMs = Math.max(shortestRestMs, restPerWork * (performance.now() - begun))
      await delay(restMs, undefined, { ref: false, signal: stopped.signal })
    }
  }

  // What fails here fails again, and is told, when it is needed.
  const ended = work().catch(() => undefined)
  return {
    stop() {
      stopped.abort()
      return ended
    },
  }
}
