// Starts the thread that judges codes, and another one when it dies; until that is ready, whoever asks is told to try again.
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { AppError } from '@motp/shared/protocol/app-error'
import type { CodeJudge } from './clients/code-judge.ts'
import { type Channel, createRemoteJudge, type RemoteJudge } from './clients/judge-channel.ts'
import type { JudgeThreadData } from './judge-thread.ts'
import type { Log } from './ports.ts'

export type RunningJudge = { judge: CodeJudge; stop(): Promise<void> }

const restartAfterMs = 1000
/** Twice what open seeds and rows that wait take at most: without a limit, what is no longer needed is left lying about for long. */
const resourceLimits = { maxOldGenerationSizeMb: 300, maxYoungGenerationSizeMb: 48 }

export async function startJudge(data: JudgeThreadData, log: Log): Promise<RunningJudge> {
  let thread: Worker | undefined
  let remote: RemoteJudge | undefined
  let isStopping = false

  const open = async (): Promise<void> => {
    const opened = new Worker(new URL('judge-thread.ts', import.meta.url), { workerData: data, resourceLimits })
    thread = opened
    await once(opened, 'message')
    const asked = createRemoteJudge(channelOf(opened))
    remote = asked
    opened.once('exit', () => {
      asked.end()
      if (!isStopping) void reopen()
    })
    opened.on('error', (err) => log.error({ err }, 'judge: the thread died'))
  }

  const reopen = async (): Promise<void> => {
    await delay(restartAfterMs, undefined, { ref: false })
    if (isStopping) return
    await open().catch((err: unknown) => {
      log.error({ err }, 'judge: the thread does not start')
      return reopen()
    })
  }

  await open()
  return {
    judge: (question) => (remote ? remote.judge(question) : Promise.reject(new AppError('unavailable'))),
    async stop() {
      isStopping = true
      thread?.postMessage('stop')
      if (thread) await once(thread, 'exit')
    },
  }
}

function channelOf(thread: Worker): Channel {
  return { send: (message) => thread.postMessage(message), onMessage: (take) => thread.on('message', take) }
}
