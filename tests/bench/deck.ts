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
  return {
    async right(count) {
      if (step === currentStep() && next + count > order.length) await delay(stepMs - (Date.now() % stepMs))
      if (step !== currentStep()) {
        step = currentStep()
        next = 0
        shuffle(order)
      }
      next += count
      return slice(order, next - count, count).map((person) => show(person, step))
    },
    // Each person once, and in long runs again: the pause comes with the third wrong code in a row, and right ones come in between.
    async wrong(count) {
      if (nextWrong + count > guessed.length) nextWrong = 0
      nextWrong += count
      return slice(guessed, nextWrong - count, count).map(miss)
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
function miss({ account, seed }: Person): Credential {
  const codeAt = createCodeAt(seed, parameters)
  const near = new Set([-2, -1, 0, 1, 2, 3].map((offset) => codeAt(currentStep() + offset)))
  let wrong = 0
  while (near.has(String(wrong).padStart(parameters.digits, '0'))) wrong += 1
  return { user: account, code: String(wrong).padStart(parameters.digits, '0') }
}
