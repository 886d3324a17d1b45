// Waiting for an SQLite file that another thread or process is writing, without keeping this thread from anything else.
import { setTimeout as delay } from 'node:timers/promises'

const patienceMs = 5000

/** Runs `work` again while it finds the file locked, for at most five seconds; then throws SQLITE_BUSY. */
export async function retryWhileBusy<T>(work: () => Promise<T>): Promise<T> {
  const givesUpAt = performance.now() + patienceMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || performance.now() > givesUpAt) throw error
    }
    // Not in step with whoever else is waiting.
    await delay(1 + Math.random() * 3)
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}
