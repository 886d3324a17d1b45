// The page of leavers for the one who looks: administrators prepare suspensions, the helpdesk has the directories asked, auditors read.
import { LeaversPage } from '../features/leavers/leavers-page.tsx'
import { useSession } from '../features/sessions/use-session.ts'

export function LeaversRoute() {
  const { data: session } = useSession()
  if (!session) return null
  const has = (role: 'helpdesk' | 'admin') => session.roles.includes(role)
  return <LeaversPage mayCheck={has('helpdesk') || has('admin')} maySuspend={has('admin')} />
}
