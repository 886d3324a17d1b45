// Answers a retransmission with the bytes of the first answer (RFC 5080 2.2.2), so that a code is not judged, and refused, a second time.
import type { Clock } from '../ports.ts'

export type DuplicateCache = {
  /** Runs `work` once per key: while it runs the same key is `in-progress`, and for a while afterwards gets the same bytes. No bytes, no memory. */
  answerOnce(key: string, work: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | 'in-progress' | 'busy' | undefined>
}

export type DuplicateCacheOptions = { clock: Clock; keepMs: number; maxKept: number; maxInProgress: number }

type Kept = { reply: Uint8Array; until: number }

export function createDuplicateCache({ clock, keepMs, maxKept, maxInProgress }: DuplicateCacheOptions): DuplicateCache {
  const inProgress = new Set<string>()
  /** In the order of their answers, so the first is the first to go. */
  const answered = new Map<string, Kept>()

  const forgetOld = () => {
    for (const [key, { until }] of answered) {
      if (until > clock.now() && answered.size <= maxKept) return
      answered.delete(key)
    }
  }

  return {
    async answerOnce(key, work) {
      forgetOld()
      const kept = answered.get(key)
      if (kept) return kept.reply
      if (inProgress.has(key)) return 'in-progress'
      if (inProgress.size >= maxInProgress) return 'busy'
      inProgress.add(key)
      try {
        const reply = await work()
        if (reply) answered.set(key, { reply, until: clock.now() + keepMs })
        return reply
      } finally {
        inProgress.delete(key)
      }
    },
  }
}
