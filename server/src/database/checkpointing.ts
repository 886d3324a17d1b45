// SQLite's log is copied into the database by whoever commits when it has become long, which takes a tenth of a second. A thread of its own
// copies most of it beforehand, so that next to nothing is left for that one, and codes go on being judged meanwhile.
import { Worker } from 'node:worker_threads'
import type { Log } from '../ports.ts'

export type Checkpointing = {
  /** Something has been committed. */
  note(): void
  stop(): Promise<void>
}

const everyMs = 100
/** It keeps nothing. */
const resourceLimits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 }

export function startCheckpointing(path: string, log: Log): Checkpointing {
  const thread = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), { workerData: path, resourceLimits })
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()))
  let isUnderWay = false
  /** Of what was committed while one was under way, that one may have seen nothing. */
  let isOwed = false
  let timer: NodeJS.Timeout | undefined

  const begin = (): void => {
    timer = undefined
    isUnderWay = true
    thread.postMessage('checkpoint')
  }

  const note = (): void => {
    if (isUnderWay) isOwed = true
    else timer ??= setTimeout(begin, everyMs).unref()
  }

  thread.unref()
  thread.on('message', () => {
    isUnderWay = false
    if (isOwed) note()
    isOwed = false
  })
  // From then on whoever commits does it.
  thread.on('error', (err) => log.error({ err }, 'the thread that makes checkpoints died'))

  return {
    note,
    async stop() {
      clearTimeout(timer)
      thread.postMessage('stop')
      await ended
    },
  }
}
