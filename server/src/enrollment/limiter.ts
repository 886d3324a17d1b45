// Lets a few costly jobs run at once and a bounded number wait; whoever comes on top is told at once instead of waiting for long.
import { AppError } from '@motp/shared/protocol/app-error'

export type Limiter = <T>(work: () => Promise<T>) => Promise<T>

/** Throws `enrollment-busy` when all places, those in the queue included, are taken. */
export function createLimiter({ atOnce, waiting }: { atOnce: number; waiting: number }): Limiter {
  const queue: (() => void)[] = []
  let running = 0

  const enter = async (): Promise<void> => {
    if (running < atOnce) {
      running += 1
      return
    }
    if (queue.length >= waiting) throw new AppError('enrollment-busy')
    await new Promise<void>((resolve) => queue.push(resolve))
  }

  // A place is handed to the next in line without becoming free in between, so that nobody slips past the queue.
  const leave = (): void => {
    const next = queue.shift()
    if (next) next()
    else running -= 1
  }

  return async (work) => {
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
