// The list of users for the one who looks: who may change something ticks users and does it to many, in a bulk job.
import { useNavigate } from '@tanstack/react-router'
import { TickedBar } from '../features/bulk/ticked-bar.tsx'
import { useSession } from '../features/sessions/use-session.ts'
import { UsersPage } from '../features/users/users-page.tsx'

export function UsersRoute() {
  const { data: session } = useSession()
  const navigate = useNavigate()
  if (!session) return null
  const mayChange = session.roles.some((role) => role === 'helpdesk' || role === 'admin')
  if (!mayChange) return <UsersPage />
  const open = (job: string) => void navigate({ to: '/it/bulk', search: { job } as never })
  return <UsersPage renderTicked={(ticked) => <TickedBar ticked={ticked} onGathered={({ id }) => open(id)} />} />
}
