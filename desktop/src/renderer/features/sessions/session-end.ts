// When a session ends and whether the user can put that off. Pure; times are ms since epoch.
import type { SessionView } from '@motp/shared/protocol/session'

/** The warning stands this long before the end. */
export const warningMs = 60_000

export type SessionEnd = { leftMs: number; mayExtend: boolean }

/** `sinceRead`: ms since the view arrived here. Only the idle limit can be moved, the absolute one cannot. */
export function findSessionEnd(view: Pick<SessionView, 'now' | 'idleExpiresAt' | 'expiresAt'>, sinceRead: number): SessionEnd {
  const endsAt = Math.min(view.idleExpiresAt, view.expiresAt)
  return { leftMs: Math.max(0, endsAt - view.now - sinceRead), mayExtend: view.idleExpiresAt < view.expiresAt }
}
