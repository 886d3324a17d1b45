// Joins a user's address to the user's page.
import type { SessionView } from '@motp/shared/protocol/session'
import { useParams } from '@tanstack/react-router'
import { useSession } from '../features/sessions/use-session.ts'
import { UserPage } from '../features/users/user-page.tsx'

export function UserRoute() {
  const { userId } = useParams({ from: '/it/users/$userId' })
  const { data: session } = useSession()
  // Another user is another page: nothing typed for one may stay for the next.
  return session ? <UserPage key={userId} userId={userId} staff={toStaff(session)} /> : null
}

function toStaff({ user, roles }: SessionView) {
  return { userId: user.id, roles }
}
