// Asks POST /api/v1/verify as relying systems do, many at once over kept-open connections, and says in a word what came of each request.
import { Agent, request } from 'node:http'
import { otpProfiles } from '@motp/shared/otp/otp-parameters'
import { timeStep } from '@motp/shared/otp/time-step'
import { generateCode } from '@motp/shared/otp/totp'
import { errorBodySchema } from '@motp/shared/protocol/app-error'
import { type VerificationRequest, verificationReplySchema } from '@motp/shared/protocol/verification'
import type { Person } from '../bench/make-tokens.ts'

/** `accepted`, the reason of a refusal, `503 unavailable` and its like, or `unanswered`: the connection broke, and nobody knows. */
export type Outcome = string

export type Asker = {
  ask(port: number, body: VerificationRequest, key?: string): Promise<Outcome>
  close(): void
}

export function createAsker(key: string): Asker {
  const agent = new Agent({ keepAlive: true })
  return {
    ask: (port, body, otherKey) => post({ agent, port, key: otherKey ?? key, body: JSON.stringify(body) }),
    close: () => agent.destroy(),
  }
}

function post({ agent, port, key, body }: { agent: Agent; port: number; key: string; body: string }): Promise<Outcome> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request({ agent, host: '127.0.0.1', port, path: '/api/v1/verify', method: 'POST', headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('close', () => resolve(response.complete ? describe(response.statusCode, text) : 'unanswered'))
    })
    sent.on('error', () => resolve('unanswered'))
    sent.end(body)
  })
}

function describe(status: number | undefined, text: string): Outcome {
  const body: unknown = JSON.parse(text)
  if (status !== 200) return `${status} ${errorBodySchema.parse(body).error.code}`
  const reply = verificationReplySchema.parse(body)
  return reply.accepted ? 'accepted' : (reply.reason ?? 'refused')
}

/** Runs `work` on all items, so many at a time; the results in their order. */
export async function runAll<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const left = items.entries()
  const runOneByOne = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: atOnce }, runOneByOne))
  return results
}

const parameters = otpProfiles[0]

/** The code on a phone now, or so many steps from now. */
export function codeOf({ seed }: Person, stepsAway = 0): string {
  return generateCode(seed, parameters, timeStep(Date.now(), parameters.periodSeconds) + stepsAway)
}

/** How often each word came, for messages and closing notes. */
export function countOutcomes(outcomes: readonly Outcome[]): Record<Outcome, number> {
  const counts: Record<Outcome, number> = {}
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
