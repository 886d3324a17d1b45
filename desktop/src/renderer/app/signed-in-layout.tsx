// Everything behind the sign-in: header with the user's name, the proof dialog, the warning before the session ends.
import { Stack } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ProofDialog } from '../features/proofs/proof-dialog.tsx'
import { SessionEndDialog } from '../features/sessions/session-end-dialog.tsx'
import { useSession, useSignOut } from '../features/sessions/use-session.ts'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Loading } from '../ui/loading.tsx'
import { codeDigitsOf } from './code-digits.ts'
import { FailedPage } from './failed-page.tsx'
import { PageShell } from './page-shell.tsx'
import { ToSignIn } from './to-sign-in.tsx'

export function SignedInLayout() {
  const { data: session, error, refetch } = useSession()
  const signOut = useSignOut()
  const [hadSession, setHadSession] = useState(false)
  useEffect(() => {
    if (session) setHadSession(true)
  }, [session])

  if (session === null) return <ToSignIn reason={signOut.isSuccess ? 'signed-out' : hadSession ? 'ended' : undefined} />
  if (!session) return <PageShell>{error ? <FailedPage error={error} onRetry={() => void refetch()} /> : <Loading />}</PageShell>
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
