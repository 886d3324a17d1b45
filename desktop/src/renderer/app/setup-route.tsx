// The setup page for the one who looks: administrators test and change, auditors read.
import { useSession } from '../features/sessions/use-session.ts'
import { SetupPage } from '../features/setup/setup-page.tsx'

export function SetupRoute() {
  const { data: session } = useSession()
  return session ? <SetupPage mayChange={session.roles.includes('admin')} /> : null
}
