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

/** In each time step everybody shows one code, in an order of its own; when all have, the deck waits for the next step. */
export function createDeck(people: readonly Person[]): Deck {
  const order = [...people]
  const guessed = shuffle([...people])
  let step = 0
  let next = 0
  let nextWrong = 0
  /** Undefined: not that many have a code left that they may show now. */
  const take = (count: number): Credential[] | undefined => {
    if (step !== currentStep()) {
      step = currentStep()
      next = 0
      shuffle(order)
    }
    const shown: Credential[] = []
    for (; next < order.length && shown.length < count; next += 1)
      shown.push(...order.slice(next, next + 1).flatMap((person) => show(person, step)))
    return shown.length === count ? shown : undefined
  }

  return {
    async right(count) {
      const shown = take(count)
      if (shown) return shown
      await delay(stepMs - (Date.now() % stepMs))
      return take(count) ?? refuse(count, people)
    },
    // Each person once, and in long runs again: the pause comes with the third wrong code in a row, and right ones come in between.
    async wrong(count) {
      if (nextWrong + count > guessed.length) nextWrong = 0
      if (count > guessed.length) refuse(count, people)
      nextWrong += count
      return guessed.slice(nextWrong - count, nextWrong).map(miss)
    },
  }
}

/** In place (Fisher and Yates). Neighbours by name are neighbours in the tables, and nobody signs in by that order. */
function shuffle<T>(list: T[]): T[] {
  for (let left = list.length - 1; left > 0; left -= 1) {
    const chosen = Math.floor(Math.random() * (left + 1))
    const [one, other] = [list[left], list[chosen]]
    if (one !== undefined && other !== undefined) [list[left], list[chosen]] = [other, one]
  }
  return list
}

/** For few people: everybody's used codes are made good again before each deal, which is of two codes each at most. */
export function createRenewingDeal(people: readonly Person[], renew: () => Promise<unknown>): Deal {
  return async (count) => {
    await renew()
    const step = currentStep()
    const shown = [step, step + 1].flatMap((at) => people.flatMap((person) => show(person, at)))
    return shown.slice(0, count)
  }
}

function refuse(count: number, { length }: readonly Person[]): never {
  throw new Error(`${count} codes are asked for, and there are ${length} people`)
}

/** None when the step before or after it shows the same digits: whoever used them there is refused here. */
function show({ account, seed }: Person, step: number): Credential[] {
  const codeAt = createCodeAt(seed, parameters)
  const [before, code, after] = [codeAt(step - 1), codeAt(step), codeAt(step + 1)]
  return code === before || code === after ? [] : [{ user: account, code }]
}

/** A code that is none of the window, whatever drift was learned. */
export function miss({ account, seed }: Person): Credential {
  const codeAt = createCodeAt(seed, parameters)
  const near = new Set([-2, -1, 0, 1, 2, 3].map((offset) => codeAt(currentStep() + offset)))
  let wrong = 0
  while (near.has(String(wrong).padStart(parameters.digits, '0'))) wrong += 1
  return { user: account, code: String(wrong).padStart(parameters.digits, '0') }
}
