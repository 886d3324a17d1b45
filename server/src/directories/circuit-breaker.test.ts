import { createFakeClock } from '@motp/tests/support/fake-clock'
import { expect, test } from 'vitest'
import { createCircuitBreaker } from './circuit-breaker.ts'

function make() {
  const clock = createFakeClock()
  return { clock, breaker: createCircuitBreaker({ clock, failuresToOpen: 3, openMs: 1000 }) }
}

function failThrice({ breaker }: ReturnType<typeof make>) {
  for (let failure = 0; failure < 3; failure++) {
    expect(breaker.mayTry()).toBe(true)
    breaker.failed()
  }
}

test('opens after three failures in a row, not before', () => {
  const made = make()
  failThrice(made)
  expect(made.breaker.mayTry()).toBe(false)
})

test('a success between failures starts the count again', () => {
  const { breaker } = make()
  for (const outcome of ['failed', 'failed', 'succeeded', 'failed', 'failed'] as const) breaker[outcome]()
  expect(breaker.mayTry()).toBe(true)
})

test('after the pause one caller probes; the others wait', () => {
  const made = make()
  failThrice(made)
  made.clock.advance(999)
  expect(made.breaker.mayTry()).toBe(false)
  made.clock.advance(1)
  expect([made.breaker.mayTry(), made.breaker.mayTry(), made.breaker.mayTry()]).toEqual([true, false, false])
})

test('a probe that succeeds closes it, one that fails opens it again', () => {
  const made = make()
  failThrice(made)
  made.clock.advance(1000)
  made.breaker.mayTry()
  made.breaker.failed()
  expect(made.breaker.mayTry()).toBe(false)
  made.clock.advance(1000)
  made.breaker.mayTry()
  made.breaker.succeeded()
  expect([made.breaker.mayTry(), made.breaker.mayTry()]).toEqual([true, true])
})

test('a probe that never answers is followed by another', () => {
  const made = make()
  failThrice(made)
  made.clock.advance(1000)
  expect(made.breaker.mayTry()).toBe(true)
  made.clock.advance(1000)
  expect(made.breaker.mayTry()).toBe(true)
})

test('health is the last answer', () => {
  const { breaker } = make()
  expect(breaker.health()).toBe('unknown')
  breaker.succeeded()
  expect(breaker.health()).toBe('up')
  breaker.failed()
  expect(breaker.health()).toBe('down')
})
