// The sign-in page at its address; whoever is signed in is sent on to where they wanted to go.
import { Navigate, useSearch } from '@tanstack/react-router'
import { SignInPage } from '../features/sessions/sign-in-page.tsx'
import { useSession } from '../features/sessions/use-session.ts'
import { isStaff } from './it-pages.ts'

export function SignInRoute() {
  const { reason, next } = useSearch({ from: '/public/sign-in' })
  const { data: session } = useSession()
  if (session) return <Navigate to={next ?? (isStaff(session) ? '/it' : '/tokens')} replace />
  return <SignInPage reason={reason} />
}
