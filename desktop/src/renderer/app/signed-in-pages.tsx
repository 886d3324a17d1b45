// Joins addresses to pages: reads the address and the session, and hands each page what it needs.

import type { SessionView } from '@motp/shared/protocol/session'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { OfflinePage } from '../features/enrollment/offline-page.tsx'
import { OnlinePage } from '../features/enrollment/online-page.tsx'
import { OtpauthPage } from '../features/enrollment/otpauth-page.tsx'
import { useSession } from '../features/sessions/use-session.ts'
import { TokensPage } from '../features/tokens/tokens-page.tsx'
import { codeDigitsOf } from './code-digits.ts'

export function TokensRoute() {
  return <WithSession>{(session) => <TokensPage rules={session.rules} codeDigits={codeDigitsOf(session)} />}</WithSession>
}

export function OnlineRoute() {
  const { tokenId } = useParams({ from: '/signed-in/tokens/$tokenId/online' })
  return <WithSession>{(session) => <OnlinePage tokenId={tokenId} codeDigits={codeDigitsOf(session)} />}</WithSession>
}

export function OfflineRoute() {
  const { tokenId } = useParams({ from: '/signed-in/tokens/$tokenId/offline' })
  return (
    <WithSession>
      {(session) => <OfflinePage tokenId={tokenId} codeDigits={codeDigitsOf(session)} serverCode={session.rules.serverCode} />}
    </WithSession>
  )
}

export function OtpauthRoute() {
  const { tokenId } = useParams({ from: '/signed-in/tokens/$tokenId/otpauth' })
  return <WithSession>{(session) => <OtpauthPage tokenId={tokenId} codeDigits={codeDigitsOf(session)} />}</WithSession>
}

/** The layout above shows these pages only while somebody is signed in. */
function WithSession({ children }: { children: (session: SessionView) => ReactNode }) {
  const { data: session } = useSession()
  return session ? children(session) : null
}
