// Clears away what time has ended. Nobody waits for it: whoever reads looks at the time itself.
import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from './ports.ts'

const everyMs = 30_000

export function startSweeping(log: Log, jobs: readonly (() => Promise<unknown>)[]): { start(): void; stop(): Promise<void> } {
  const stopped = new AbortController()
  let running: Promise<void> = Promise.resolve()

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      for (const job of jobs) await job().catch((error: unknown) => log.error({ err: error }, 'sweep failed'))
      await delay(everyMs, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  }
  return {
    start: () => {
      running = run()
    },
    async stop() {
      stopped.abort()
      await running
    },
  }
}
