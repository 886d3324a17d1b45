// When rows of tokens are folded in from the trail (trail-store.ts): while nobody asks for a verdict; and beside that, when the oldest has
// waited long, so that IT's pages are never far behind, or when there are many, so that whoever reads them from the trail need not read far.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { retryWhileBusy } from '../database/busy-retry.ts'
import type { Ports } from '../ports.ts'
import type { TrailStore } from './trail-store.ts'

export type Folding = {
  /** A batch of that many was recorded. */
  note(count: number): void
  stop(): Promise<void>
}

type Deps = { store: Pick<TrailStore, 'fold' | 'countWaiting' | 'waitingSince'>; ports: Pick<Ports, 'clock' | 'log'> }

const idleMs = 20
const longestWaitMs = 2_000
const mostWaiting = 50_000
/** A few milliseconds of writing. */
const slice = 200

export function createFolding({ store, ports }: Deps): Folding {
  const { clock, log } = ports
  let busyAt = 0
  let timer: NodeJS.Timeout | undefined

  const fold = (count: number): void => {
    try {
      store.fold(count)
    } catch (err) {
      // Another one is writing, or the disk is full: they wait on.
      log.debug({ err }, 'tokens not folded')
    }
  }

  const foldWhileIdle = async (): Promise<void> => {
    const noted = busyAt
    let left = store.countWaiting()
    while (left > 0 && noted === busyAt) {
      fold(slice)
      const now = store.countWaiting()
      if (now === left) break
      left = now
      await nextTurn()
    }
    timer = undefined
    if (store.countWaiting() > 0) watch()
  }

  const watch = (): void => {
    timer ??= setTimeout(() => {
      if (performance.now() - busyAt >= idleMs) return void foldWhileIdle()
      timer = undefined
      watch()
    }, idleMs).unref()
  }

  return {
    note(count) {
      busyAt = performance.now()
      watch()
      const since = store.waitingSince()
      const isLate = since !== undefined && since < clock.now() - longestWaitMs
      // More than came in, so that the wait ends; behind the answers.
      if (isLate || store.countWaiting() > mostWaiting) setImmediate(fold, 2 * count)
    },

    async stop() {
      clearTimeout(timer)
      while (store.countWaiting() > 0) await retryWhileBusy(async () => store.fold(slice))
    },
  }
}
