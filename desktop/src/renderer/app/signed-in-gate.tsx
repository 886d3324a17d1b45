// Whatever needs a sign-in stands behind this: the session, the proof dialog, the warning before the session ends.
import type { SessionView } from '@motp/shared/protocol/session'
import { type ReactNode, useEffect, useState } from 'react'
import { ProofDialog } from '../features/proofs/proof-dialog.tsx'
import { SessionEndDialog } from '../features/sessions/session-end-dialog.tsx'
import { useSession, useSignOut } from '../features/sessions/use-session.ts'
import { Loading } from '../ui/loading.tsx'
import { codeDigitsOf } from './code-digits.ts'
import { FailedPage } from './failed-page.tsx'
import { PageShell } from './page-shell.tsx'
import { ToSignIn } from './to-sign-in.tsx'

/** `error`: why signing out failed. */
export type Signed = { session: SessionView; signOut: () => void; error: unknown }

export function SignedInGate({ children }: { children: (signed: Signed) => ReactNode }) {
  const { data: session, error, refetch } = useSession()
  const { mutate, isSuccess, error: signOutError } = useSignOut()
  const [hadSession, setHadSession] = useState(false)
  useEffect(() => {
    if (session) setHadSession(true)
  }, [session])

  if (session === null) return <ToSignIn reason={isSuccess ? 'signed-out' : hadSession ? 'ended' : undefined} />
  if (!session) return <PageShell>{error ? <FailedPage error={error} onRetry={() => void refetch()} /> : <Loading />}</PageShell>
  const signOut = () => mutate()
  return (
    <>
      {children({ session, signOut, error: signOutError })}
      <ProofDialog codeDigits={codeDigitsOf(session)} />
      <SessionEndDialog session={session} onSignOut={signOut} />
    </>
  )
}
