// Watches the end of the session. Every request may have moved the idle limit, so the server is asked again before a warning.
import type { SessionView } from '@motp/shared/protocol/session'
import { useEffect, useState } from 'react'
import { findSessionEnd, type SessionEnd, warningMs } from './session-end.ts'
import { useSession } from './use-session.ts'

/** The coming end once it is near, else undefined. */
export function useSessionEnd(session: SessionView): SessionEnd | undefined {
  const { dataUpdatedAt, refetch } = useSession()
  const [askedFor, setAskedFor] = useState(0)
  const [localNow, setLocalNow] = useState(Date.now)
  const end = findSessionEnd(session, Math.max(0, localNow - dataUpdatedAt))
  const isNear = end.leftMs <= warningMs

  useEffect(() => {
    const timer = setInterval(() => setLocalNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])

  // Once when the end comes near (has another tab or another request moved it?), once when it is reached (now signed out).
  const moment = end.leftMs === 0 ? 'over' : isNear ? 'near' : 'far'
  useEffect(() => {
    if (moment === 'far') return
    void refetch().then((answer) => setAskedFor(answer.dataUpdatedAt))
  }, [moment, refetch])

  return isNear && askedFor === dataUpdatedAt ? end : undefined
}
