// The pages that need no sign-in; the header still says who is signed in when that is known.
import { Outlet, useRouter } from '@tanstack/react-router'
import { useKnownSession, useSignOut } from '../features/sessions/use-session.ts'
import { FailedPage } from './failed-page.tsx'
import { isStaff } from './it-pages.ts'
import { PageShell } from './page-shell.tsx'

export function PublicLayout() {
  const session = useKnownSession()
  const signOut = useSignOut()
  return (
    <PageShell {...(session ? { account: session.user.account, isStaff: isStaff(session), onSignOut: () => signOut.mutate() } : {})}>
      <Outlet />
    </PageShell>
  )
}

/** A page that failed to load or to draw: tell it, offer the way to try again. */
export function RootErrorPage({ error }: { error: unknown }) {
  const router = useRouter()
  return (
    <PageShell>
      <FailedPage error={error} onRetry={() => void router.invalidate()} />
    </PageShell>
  )
}
