// Questions to a judge in another thread or process, and its answers: whatever one turn of the event loop brings goes in one message.
import { AppError } from '@motp/shared/protocol/app-error'
import type { Answer } from './code-check.ts'
import type { CodeJudge, CodeQuestion } from './code-judge.ts'

/** What `worker_threads` and `child_process` have in common. */
export type Channel = { send(message: unknown): void; onMessage(take: (message: unknown) => void): void }

type Asked = { id: number; question: CodeQuestion }
type Answered = { id: number; answer: Answer } | { id: number; failure: Failure }
/** `code`: of the database or of the system, from which the edge tells an outage from a fault. */
type Failure = { message: string; code?: string }

export type RemoteJudge = {
  judge: CodeJudge
  /** The other side is gone: whoever waits learns that it cannot be told, and so does whoever asks from now on. */
  end(): void
}

export function createRemoteJudge(channel: Channel): RemoteJudge {
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>()
  const ask = createSender<Asked>(channel)
  let lastId = 0
  let hasEnded = false

  channel.onMessage((message) => {
    for (const answered of message as Answered[]) {
      const asker = waiting.get(answered.id)
      waiting.delete(answered.id)
      if ('answer' in answered) asker?.resolve(answered.answer)
      else asker?.reject(toError(answered.failure))
    }
  })

  return {
    judge: (question) =>
      new Promise((resolve, reject) => {
        if (hasEnded) return reject(new AppError('unavailable'))
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        ask({ id, question })
      }),
    end() {
      hasEnded = true
      for (const { reject } of waiting.values()) reject(new AppError('unavailable'))
      waiting.clear()
    },
  }
}

export function serveJudge(channel: Channel, judge: CodeJudge): void {
  const reply = createSender<Answered>(channel)
  channel.onMessage((message) => {
    for (const { id, question } of message as Asked[]) {
      judge(question).then(
        (answer) => reply({ id, answer }),
        (error: unknown) => reply({ id, failure: toFailure(error) }),
      )
    }
  })
}

function createSender<Item>({ send }: Channel): (item: Item) => void {
  let queue: Item[] = []
  const flush = () => {
    const items = queue
    queue = []
    send(items)
  }
  return (item) => {
    if (queue.push(item) === 1) setImmediate(flush)
  }
}

function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) }
  return 'code' in error ? { message: error.message, code: String(error.code) } : { message: error.message }
}

function toError({ message, code }: Failure): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code })
}
