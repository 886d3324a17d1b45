// One thing that is measured: where it listens, whose codes it takes, and how much is asked of it in a round.
import { fork } from 'node:child_process'
import { createSecretKey } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createCodeAt } from '@motp/server/verification/code-at'
import { otpProfiles } from '@motp/shared/otp/otp-parameters'
import { timeStep } from '@motp/shared/otp/time-step'
import { findFreePort } from '../support/free-port.ts'
import type { Load, LoadReport } from './load.ts'
import type { Person } from './make-tokens.ts'

export type Contender = {
  name: string
  ports: readonly number[]
  key: string
  connections: number
  requests: number
  /** Codes are spent: with fewer people than requests, each shows the code of this step and then the next one. */
  people: readonly Person[]
  /** Where the next round begins in `people`, shared by the contenders on one database. */
  spent: { people: number }
  /** Makes used codes good again, before a round. */
  renew?: () => Promise<void>
}

const parameters = otpProfiles[0]

export async function runRound(contender: Contender): Promise<LoadReport> {
  await contender.renew?.()
  const child = fork(fileURLToPath(new URL('load.ts', import.meta.url)))
  await once(child, 'message')
  const { ports, connections, key } = contender
  child.send({ ports, connections, key, requests: listRequests(contender) } satisfies Load)
  const [report] = (await once(child, 'message')) as [LoadReport]
  if (report.accepted !== report.requests)
    throw new Error(`${contender.name}: ${report.accepted} of ${report.requests}; ${report.firstRefusal}`)
  return report
}

// The step of now and the one after it are both good however long the round takes within a step.
function listRequests({ people, requests, spent, renew }: Contender): Load['requests'] {
  const now = timeStep(Date.now(), parameters.periodSeconds)
  const start = renew ? 0 : spent.people
  spent.people = start + requests
  if (!renew && spent.people > people.length) throw new Error('more codes are asked for than there are people')
  return Array.from({ length: requests }, (_, index) => {
    const person = people[(start + index) % people.length]
    if (!person) throw new Error('there are no people')
    const step = now + Math.floor(index / people.length)
    return { user: person.account, code: createCodeAt(createSecretKey(person.seed), parameters)(step) }
  })
}

export type Small = { port: number; stop: () => Promise<void> }

/** One of the servers of this folder. */
export async function startSmall(file: string, args: readonly string[] = []): Promise<Small> {
  const port = await findFreePort()
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [String(port), ...args])
  await once(child, 'message')
  const exited = once(child, 'exit')
  return {
    port,
    stop: async () => {
      child.kill()
      await exited
    },
  }
}
