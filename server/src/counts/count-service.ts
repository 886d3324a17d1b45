// Keeps the counts that IT's pages are made of: of users and tokens, and of the trail. Nobody who asks waits for a counting.
import type { Database } from '../database/database.ts'
import { createRest } from '../database/resting.ts'
import type { Ports } from '../ports.ts'
import { countStep } from './hourly-count-store.ts'
import { countUsers, saveUserCounts } from './user-count-store.ts'

export type CountService = ReturnType<typeof createCountService>

/** Counting may take a twentieth of the time: at once on a small site, every few minutes on a large one. */
const restPerWork = 20
/** Rests between the steps: behind those who ask for codes, and while somebody waits for the count. */
const perStep = { unasked: 9, awaited: 0 }
const stepsPerSweep = 500
const patienceMs = 150

export function createCountService({ database, ports: { clock, log } }: { database: Database; ports: Pick<Ports, 'clock' | 'log'> }) {
  let counting: Promise<void> | undefined
  let restsUntil = 0

  const count = async (perWork: number): Promise<void> => {
    const begun = clock.now()
    await saveUserCounts(database.db, await countUsers(database.db, begun, createRest({ perWork })))
    const workedMs = (clock.now() - begun) / (1 + perWork)
    restsUntil = clock.now() + workedMs * restPerWork
  }

  /** At most one counting at a time, and none while it rests. */
  const refresh = (perWork: number): Promise<void> => {
    if (clock.now() < restsUntil) return Promise.resolve()
    counting ??= count(perWork)
      .catch((error: unknown) => log.error({ err: error }, 'users were not counted'))
      .finally(() => {
        counting = undefined
      })
    return counting
  }

  const addUp = async (perWork: number): Promise<void> => {
    const rest = createRest({ perWork })
    for (let step = 0; step < stepsPerSweep; step++) {
      if ((await countStep(database, clock.now())) === 0) return
      await rest()
    }
  }

  return {
    /** Called now and then. */
    async sweep(): Promise<void> {
      await addUp(perStep.unasked)
      await refresh(perStep.unasked)
    },

    /** Before counts are read: a small site is counted within a blink, which is waited for; a large one shows what was counted last. */
    async catchUp(): Promise<void> {
      await Promise.race([Promise.all([addUp(perStep.awaited), refresh(perStep.awaited)]), clockOut()])
    },
  }
}

function clockOut(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs).unref()
  })
}
