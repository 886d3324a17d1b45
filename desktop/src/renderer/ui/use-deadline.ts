// Counts down to a moment told by the server, by this computer's own pace: a wrong clock here does no harm.
import { useEffect, useState } from 'react'

export type Moment = {
  /** Both as the server said them, ms since epoch. */
  expiresAt: number
  now: number
  /** When that answer arrived here, ms since epoch of this computer. */
  receivedAt: number
}

export function remainingMs({ expiresAt, now, receivedAt }: Moment, localNow: number): number {
  return Math.max(0, expiresAt - now - (localNow - receivedAt))
}

/** Milliseconds left, renewed each second; 0 when there is no deadline. */
export function useDeadline(moment: Moment | undefined): number {
  const [localNow, setLocalNow] = useState(Date.now)
  const isRunning = moment !== undefined
  useEffect(() => {
    if (!isRunning) return
    setLocalNow(Date.now())
    const timer = setInterval(() => setLocalNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  // A moment that arrived after the last tick counts from its arrival.
  return moment ? remainingMs(moment, Math.max(localNow, moment.receivedAt)) : 0
}
