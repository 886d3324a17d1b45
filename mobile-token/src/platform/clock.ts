// The phone's clock against the server's. Codes come from the phone's clock, so a wrong one is the user's to put right: we only tell.

export const toleratedOffsetSeconds = 20

export type ClockWatch = {
  /** Phone minus server in seconds (positive: the phone is fast); undefined while nothing is known. */
  offsetSeconds(): number | undefined
  subscribe(listener: () => void): () => void
  /** Asks the server; keeps what is known when there is no network. */
  measure(): Promise<void>
  /** The server just said what time it has, in seconds since epoch. */
  learn(serverNowSeconds: number): void
}

type Reading = { serverNowMs: number; sentAtMs: number; receivedAtMs: number }

/** Undefined when the answer was under way too long to judge by. */
export function offsetOf({ serverNowMs, sentAtMs, receivedAtMs }: Reading): number | undefined {
  const isTrustworthy = receivedAtMs >= sentAtMs && receivedAtMs - sentAtMs <= 10_000
  return isTrustworthy ? Math.round(((sentAtMs + receivedAtMs) / 2 - serverNowMs) / 1000) : undefined
}

export function isClockOff(offsetSeconds: number | undefined): offsetSeconds is number {
  return offsetSeconds !== undefined && Math.abs(offsetSeconds) > toleratedOffsetSeconds
}

export function createClockWatch(now: () => number, fetch: typeof globalThis.fetch): ClockWatch {
  const listeners = new Set<() => void>()
  let offset: number | undefined
  function set(next: number | undefined): void {
    if (next === undefined || next === offset) return
    offset = next
    for (const listener of listeners) listener()
  }
  return {
    offsetSeconds: () => offset,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async measure() {
      const sentAtMs = now()
      const response = await fetch('/health/live', { cache: 'no-store' }).catch(() => undefined)
      const serverDate = response?.ok ? Date.parse(response.headers.get('date') ?? '') : Number.NaN
      // The header has whole seconds, cut off: on average half a second is missing.
      if (!Number.isNaN(serverDate)) set(offsetOf({ serverNowMs: serverDate + 500, sentAtMs, receivedAtMs: now() }))
    },
    learn: (serverNowSeconds) => set(Math.round(now() / 1000 - serverNowSeconds)),
  }
}
