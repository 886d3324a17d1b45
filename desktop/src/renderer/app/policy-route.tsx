// The policy page for the one who looks: administrators change, others read.
import { PolicyPage } from '../features/policy/policy-page.tsx'
import { useSession } from '../features/sessions/use-session.ts'

export function PolicyRoute() {
  const { data: session } = useSession()
  return session ? <PolicyPage mayChange={session.roles.includes('admin')} /> : null
}
