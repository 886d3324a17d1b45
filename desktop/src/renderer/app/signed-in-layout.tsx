// Everything behind the sign-in: header with the user's name, the proof dialog, the warning before the session ends.
import { Stack } from '@mantine/core'
import { Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ProofDialog } from '../features/proofs/proof-dialog.tsx'
import { SessionEndDialog } from '../features/sessions/session-end-dialog.tsx'
import { useSession, useSignOut } from '../features/sessions/use-session.ts'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Loading } from '../ui/loading.tsx'
import { codeDigitsOf } from './code-digits.ts'
import { PageShell } from './page-shell.tsx'

export function SignedInLayout() {
  const { data: session, error, refetch } = useSession()
  const { href } = useLocation()
  const signOut = useSignOut()
  const [hadSession, setHadSession] = useState(false)
  useEffect(() => {
    if (session) setHadSession(true)
  }, [session])

  if (session === null) {
    if (signOut.isSuccess) return <Navigate to="/sign-in" search={{ reason: 'signed-out' }} />
    return <Navigate to="/sign-in" search={{ next: href, ...(hadSession ? { reason: 'ended' as const } : {}) }} />
  }
  if (!session) return <PageShell>{error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <Loading />}</PageShell>
  return (
    <PageShell account={session.user.account} onSignOut={() => signOut.mutate()}>
      <Stack>
        <ErrorNotice error={signOut.error} />
        <Outlet />
      </Stack>
      <ProofDialog codeDigits={codeDigitsOf(session)} />
      <SessionEndDialog session={session} onSignOut={() => signOut.mutate()} />
    </PageShell>
  )
}
