// Warnings that outsiders can cause: the first of a kind at once, then one a minute with the count, so that nobody can fill the disk.
import type { Clock, Log } from '../ports.ts'

export type LimitedLog = {
  /** `fields` tell one kind from another together with `message`; never secrets. */
  warn(fields: Record<string, string>, message: string): void
}

const intervalMs = 60_000
const maxKinds = 1_000

export function createLimitedLog({ log, clock }: { log: Log; clock: Clock }): LimitedLog {
  const kinds = new Map<string, { quietUntil: number; unsaid: number }>()
  return {
    warn(fields, message) {
      const now = clock.now()
      const kind = JSON.stringify([message, fields])
      const known = kinds.get(kind)
      if (known && now < known.quietUntil) {
        known.unsaid += 1
        return
      }
      // Forgetting all kinds at once costs a few repeated lines, and only under a flood from forged addresses.
      if (kinds.size >= maxKinds) kinds.clear()
      kinds.set(kind, { quietUntil: now + intervalMs, unsaid: 0 })
      log.warn({ ...fields, ...(known && known.unsaid > 0 ? { repeated: known.unsaid } : {}) }, message)
    },
  }
}
