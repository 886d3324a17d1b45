// The pending list knows who is looking: nobody approves what they asked for themselves.
import { ApprovalsPage } from '../features/approvals/approvals-page.tsx'
import { useSession } from '../features/sessions/use-session.ts'

export function ApprovalsRoute() {
  const { data: session } = useSession()
  return session ? <ApprovalsPage staff={{ userId: session.user.id, roles: session.roles }} /> : null
}
