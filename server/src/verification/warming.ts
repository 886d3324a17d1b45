// After a start: opens the seeds of those who will show codes, so that the first ones of a morning are judged as fast as the ones after them.
import { createRest } from '../database/resting.ts'
import type { NextTokens, TokenRow } from './token-row.ts'

export type Warming = { stop(): Promise<void> }

type Deps = {
  next(last: string): ReturnType<NextTokens> | Promise<ReturnType<NextTokens>>
  openSeed(token: TokenRow): unknown
}

/** A fifth of the time at most. */
const resting = { perWork: 4, shortestMs: 10 }

export function startWarming({ next, openSeed }: Deps): Warming {
  const stopped = new AbortController()

  const work = async (): Promise<void> => {
    const rest = createRest({ ...resting, signal: stopped.signal })
    let last = ''
    while (!stopped.signal.aborted) {
      const step = await next(last)
      if (!step) return
      for (const token of step.tokens) await openSeed(token)
      last = step.last
      await rest()
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
