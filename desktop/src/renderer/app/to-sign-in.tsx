// Leads to the sign-in page and remembers where the user was. Decided once: the address changes while the way is gone.
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { SignInReason } from '../features/sessions/sign-in-page.tsx'
import { Loading } from '../ui/loading.tsx'

export function ToSignIn({ reason }: { reason: SignInReason | undefined }) {
  const navigate = useNavigate()
  const { href } = useLocation()
  const [search] = useState(() => (reason === 'signed-out' ? { reason } : { next: href, ...(reason ? { reason } : {}) }))
  useEffect(() => void navigate({ to: '/sign-in', search, replace: true }), [navigate, search])
  return <Loading />
}
