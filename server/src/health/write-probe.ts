// Whether the database can keep something, found out by writing: one whose disk is full goes on answering every question.
import type { Clock } from '../ports.ts'

export type WriteProbe = () => Promise<boolean>

/** However often monitors ask, it costs one write a second. */
const freshForMs = 1000

export function createWriteProbe({ write, clock }: { write: () => Promise<unknown>; clock: Clock }): WriteProbe {
  let last: { at: number; canWrite: Promise<boolean> } | undefined
  return () => {
    const now = clock.now()
    if (!last || Math.abs(now - last.at) >= freshForMs) {
      const canWrite = write().then(
        () => true,
        () => false,
      )
      last = { at: now, canWrite }
    }
    return last.canWrite
  }
}
