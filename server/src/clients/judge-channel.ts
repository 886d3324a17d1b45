// Questions to a judge in another process, and its answers. What comes while an answer is on its way goes together in the next
// message: a message costs more than a code.
import { AppError, type ErrorDetails } from '@motp/shared/protocol/app-error'
import type { ErrorCode } from '@motp/shared/protocol/error-code'
import { createBatcher } from '../database/batcher.ts'
import type { Answer } from './code-check.ts'
import type { CodeJudge, CodeQuestion } from './code-judge.ts'

/** For texts: a message of many small objects costs several times its JSON. */
export type Channel = { send(message: string): void; onMessage(take: (message: string) => void): void }

type Asked = { id: number; questions: readonly CodeQuestion[] }
/** In the order of the questions. */
type Answered = { id: number; answers: readonly (Answer | { failure: Failure })[] }
/** `appError`: one of ours. `code`: of the database or of the system, from which the edge tells an outage from a fault. */
type Failure = { appError: { code: ErrorCode; details: ErrorDetails } } | { message: string; code?: string }

export type RemoteJudge = {
  judge: CodeJudge
  /** The other side is gone: whoever waits learns that it cannot be told, and so does whoever asks from now on. */
  end(): void
}

const largestBatch = 200

export function createRemoteJudge(channel: Channel): RemoteJudge {
  const waiting = new Map<number, { resolve: (answered: Answered) => void; reject: (error: Error) => void }>()
  let lastId = 0
  let hasEnded = false

  channel.onMessage((message) => {
    const answered = JSON.parse(message) as Answered
    waiting.get(answered.id)?.resolve(answered)
    waiting.delete(answered.id)
  })

  const ask = (questions: readonly CodeQuestion[]): Promise<Answered> =>
    new Promise((resolve, reject) => {
      if (hasEnded) return reject(new AppError('unavailable'))
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      channel.send(JSON.stringify({ id, questions } satisfies Asked))
    })

  const answer = createBatcher<CodeQuestion, Answer | { failure: Failure }>({
    largestBatch,
    run: async (questions) => (await ask(questions)).answers,
  })

  return {
    async judge(question) {
      const answered = await answer(question)
      if ('failure' in answered) throw toError(answered.failure)
      return answered
    },
    end() {
      hasEnded = true
      for (const { reject } of waiting.values()) reject(new AppError('unavailable'))
      waiting.clear()
    },
  }
}

export function serveJudge(channel: Channel, judge: CodeJudge): void {
  channel.onMessage((message) => {
    const { id, questions } = JSON.parse(message) as Asked
    const judged = questions.map((question) => judge(question).catch((error: unknown) => ({ failure: toFailure(error) })))
    void Promise.all(judged).then((answers) => channel.send(JSON.stringify({ id, answers } satisfies Answered)))
  })
}

function toFailure(error: unknown): Failure {
  if (error instanceof AppError) return { appError: { code: error.code, details: error.details } }
  if (!(error instanceof Error)) return { message: String(error) }
  return 'code' in error ? { message: error.message, code: String(error.code) } : { message: error.message }
}

function toError(failure: Failure): Error {
  if ('appError' in failure) return new AppError(failure.appError.code, failure.appError.details)
  const { message, code } = failure
  return Object.assign(new Error(message), code === undefined ? {} : { code })
}
