// Codes to be shown: right ones, each good once, and wrong ones. One deck a database, so that no two contenders spend the same code.
import { setTimeout as delay } from 'node:timers/promises'
import { createCodeAt } from '@motp/server/verification/code-at'
import { otpProfiles } from '@motp/shared/otp/otp-parameters'
import { timeStep } from '@motp/shared/otp/time-step'
import type { Credential } from './load-line.ts'
import type { Person } from './make-tokens.ts'

/** Answers that many credentials. */
export type Deal = (count: number) => Promise<Credential[]>
export type Deck = { right: Deal; wrong: Deal }

const parameters = otpProfiles[0]
const stepMs = parameters.periodSeconds * 1000
const currentStep = () => timeStep(Date.now(), parameters.periodSeconds)

/** In each time step everybody shows one code; when all have, the deck waits for the next step. */
export function createDeck(people: readonly Person[]): Deck {
  let step = 0
  let next = 0
  let nextWrong = 0
  return {
    async right(count) {
      if (step === currentStep() && next + count > people.length) await delay(stepMs - (Date.now() % stepMs))
      if (step !== currentStep()) next = 0
      step = currentStep()
      next += count
      return slice(people, next - count, count).map((person) => show(person, step))
    },
    // Two in a row are taken without a pause (shared/protocol/verification.ts: `locked`); so many people nobody comes round that often.
    async wrong(count) {
      nextWrong += count
      if (nextWrong > 2 * people.length) throw new Error('more wrong codes are asked for than there are people')
      return Array.from({ length: count }, (_, index) => miss(people[(nextWrong - count + index) % people.length]))
    },
  }
}

/** For few people: everybody's used codes are made good again before each deal, which is of two codes each at most. */
export function createRenewingDeal(people: readonly Person[], renew: () => Promise<unknown>): Deal {
  return async (count) => {
    await renew()
    const step = currentStep()
    const now = slice(people, 0, Math.min(count, people.length))
    return [...now.map((person) => show(person, step)), ...slice(people, 0, count - now.length).map((person) => show(person, step + 1))]
  }
}

function slice(people: readonly Person[], start: number, count: number): Person[] {
  if (start + count > people.length) throw new Error(`${count} codes are asked for, and there are ${people.length} people`)
  return people.slice(start, start + count)
}

function show({ account, seed }: Person, step: number): Credential {
  return { user: account, code: createCodeAt(seed, parameters)(step) }
}

/** A code that is none of the window, whatever drift was learned. */
function miss(person: Person | undefined): Credential {
  if (!person) throw new Error('there are no people')
  const codeAt = createCodeAt(person.seed, parameters)
  const near = [-2, -1, 0, 1, 2, 3].map((offset) => codeAt(currentStep() + offset))
  return {
    user: person.account,
    code: ['000000', '111111', '222222', '333333', '444444', '555555', '666666'].find((code) => !near.includes(code)) ?? '',
  }
}
