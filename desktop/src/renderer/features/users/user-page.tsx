// One user: the heading alone so far.
import type { Role } from '@motp/shared/protocol/session'
import { FocusHeading } from '../../ui/focus-heading.tsx'

export function UserPage({ userId }: { userId: string; staff: { userId: string; roles: readonly Role[] } }) {
  return <FocusHeading documentTitle={userId}>{userId}</FocusHeading>
}
