// Keeps the counts that IT's pages are made of: of users and tokens, and of the trail. Nobody who asks waits for a counting.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { createRest, type Rest } from '../database/resting.ts'
import type { Ports } from '../ports.ts'
import { countStep } from './hourly-count-store.ts'
import { countUsers, saveUserCounts } from './user-count-store.ts'

export type CountService = ReturnType<typeof createCountService>

/** Of the time that one counting takes: every few minutes on a large site. */
const restPerWork = 10
/** Behind those who ask for codes; somebody who waits for a count waits for no rest. */
const resting = { perWork: 4 }
const stepsPerSweep = 500
const patienceMs = 150

export function createCountService({ database, ports: { clock, log } }: { database: Database; ports: Pick<Ports, 'clock' | 'log'> }) {
  let counting: Promise<void> | undefined
  let restsUntil = 0

  const count = async (rest: Rest): Promise<void> => {
    const begun = clock.now()
    await saveUserCounts(database.db, await countUsers(database.db, begun, rest))
    const tookMs = clock.now() - begun
    restsUntil = clock.now() + tookMs * restPerWork
  }

  /** At most one counting at a time, and none while it rests. */
  const refresh = (rest: Rest): Promise<void> => {
    if (clock.now() < restsUntil) return Promise.resolve()
    counting ??= count(rest)
      .catch((error: unknown) => log.error({ err: error }, 'users were not counted'))
      .finally(() => {
        counting = undefined
      })
    return counting
  }

  const addUp = async (rest: Rest): Promise<void> => {
    for (let step = 0; step < stepsPerSweep; step++) {
      if ((await countStep(database, clock.now())) === 0) return
      await rest()
    }
  }

  return {
    /** Called now and then. */
    async sweep(): Promise<void> {
      await addUp(createRest(resting))
      await refresh(createRest(resting))
    },

    /** Before counts are read: a small site is counted within a blink, which is waited for; a large one shows what was counted last. */
    async catchUp(): Promise<void> {
      await Promise.race([Promise.all([addUp(nextTurn), refresh(nextTurn)]), clockOut()])
    },
  }
}

function clockOut(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs).unref()
  })
}
