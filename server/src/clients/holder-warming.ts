// After a start, while nobody asks: reads who has a token and opens their seeds, so that the first codes of a morning are judged as fast as
// the ones after them.
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import type { TokenRow } from '../verification/token-row.ts'
import type { HolderCache } from './holder-cache-store.ts'

export type Warming = { stop(): Promise<void> }

type Deps = {
  holders: Pick<HolderCache, 'warm'>
  openSeed(token: TokenRow): unknown
  isIdle(): boolean
}

const pauseMs = 20

export function startWarming({ holders, openSeed, isIdle }: Deps): Warming {
  let isStopping = false

  const work = async (): Promise<void> => {
    let after = ''
    while (!isStopping) {
      if (isIdle()) {
        const step = holders.warm(after)
        if (!step) return
        for (const { token } of step.read) await openSeed(token)
        after = step.last
        await nextTurn()
      } else await delay(pauseMs, undefined, { ref: false })
    }
  }

  // What fails here fails again, and is told, when it is needed.
  const ended = work().catch(() => undefined)
  return {
    stop() {
      isStopping = true
      return ended
    },
  }
}
