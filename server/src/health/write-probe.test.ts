import { createFakeClock } from '@motp/tests/support/fake-clock'
import { expect, test } from 'vitest'
import { createWriteProbe } from './write-probe.ts'

test('says what the last write said, and writes once a second however often it is asked', async () => {
  const clock = createFakeClock()
  const writes: (() => Promise<void>)[] = [() => Promise.reject(new Error('disk full')), () => Promise.resolve()]
  const probe = createWriteProbe({ clock, write: () => writes.shift()?.() ?? Promise.reject(new Error('asked too often')) })
  expect(await Promise.all([probe(), probe()])).toEqual([false, false])
  clock.advance(999)
  expect(await probe()).toBe(false)
  clock.advance(1)
  expect(await Promise.all([probe(), probe()])).toEqual([true, true])
})
