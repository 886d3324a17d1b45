// What may be done with a user's token in its state, by whom, and what can be undone. Pure; the server decides again.
import { type ApprovalAction, approvalActions } from '@motp/shared/protocol/admin-approvals'
import type { Role } from '@motp/shared/protocol/session'
import type { Token } from '@motp/shared/protocol/tokens'
import type { UserAction } from './use-user.ts'

export type Staff = { userId: string; roles: readonly Role[] }

/** `own`: nobody acts on themselves. `read`: an auditor looks. */
export function standingOf(staff: Staff, userId: string): 'own' | 'read' | 'change' {
  if (staff.userId === userId) return 'own'
  return staff.roles.includes('helpdesk') || staff.roles.includes('admin') ? 'change' : 'read'
}

/** The likely next step first. */
export function listActions(token: Token | undefined, { now, sessions }: { now: number; sessions: number }): UserAction[] {
  const status = token?.status
  const isLocked = token !== undefined && (token.isHardLocked || (token.lockedUntil !== null && token.lockedUntil > now))
  const isLive = status === 'active' || status === 'suspended'
  const offered: Record<UserAction, boolean> = {
    unlock: isLocked && isLive,
    resume: status === 'suspended',
    suspend: status === 'active' || (status === 'suspended' && token?.suspendedBy === 'user'),
    extend: isLive || status === 'expired',
    resync: status === 'active' && !isLocked,
    reset: isLive || status === 'expired' || status === 'enrolling',
    'activation-code': true,
    'sign-out': sessions > 0,
  }
  return (Object.keys(offered) as UserAction[]).filter((action) => offered[action])
}

export function needsApproval(action: UserAction, roles: readonly Role[]): boolean {
  return roles.some((role) => role !== 'user') && approvalActions.includes(action as ApprovalAction)
}

/** The step that takes this one back; a member of IT's token is resumed by two alone. */
export function findUndo(action: UserAction, roles: readonly Role[]): 'suspend' | 'resume' | undefined {
  const undo = action === 'suspend' ? 'resume' : action === 'resume' ? 'suspend' : undefined
  return undo && !needsApproval(undo, roles) ? undo : undefined
}
