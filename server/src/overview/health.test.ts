import { expect, test } from 'vitest'
import { judgeCertificate, judgeClock, judgeDirectory, judgeKey, judgeMail } from './health.ts'

const now = Date.UTC(2026, 10, 21)
const minute = 60_000
const day = 86_400_000

test('a mail server that takes nothing shows before anybody asks', () => {
  const mail = (waitedMinutes: number, givenUp = 0) =>
    judgeMail({ waiting: 3, oldestWaitingAt: now - waitedMinutes * minute, givenUp }, now).state
  expect([mail(1), mail(5), mail(20), mail(0, 1)]).toEqual(['good', 'warn', 'bad', 'warn'])
  expect(judgeMail({ waiting: 0, oldestWaitingAt: null, givenUp: 0 }, now)).toMatchObject({ state: 'good', fact: 0 })
})

test('a certificate warns a month ahead and alarms a week ahead', () => {
  const states = [40, 20, 5, -1].map((days) => judgeCertificate(now + days * day, now))
  expect(states.map(({ state, fact }) => [state, fact])).toEqual([
    ['good', 40],
    ['warn', 20],
    ['bad', 5],
    ['bad', -1],
  ])
})

test('a key warns after a year, clocks that differ by seconds warn, by more alarm', () => {
  expect([10, 366].map((days) => judgeKey(now - days * day, now).state)).toEqual(['good', 'warn'])
  expect([0, 5000, -20_000].map((apart) => judgeClock(now + apart, now).state)).toEqual(['good', 'warn', 'bad'])
})

test('a directory that was not asked yet is unknown, not well', () => {
  const states = (['up', 'down', 'unknown'] as const).map((health) => judgeDirectory({ name: 'Oracle', health }).state)
  expect(states).toEqual(['good', 'bad', 'unknown'])
})
