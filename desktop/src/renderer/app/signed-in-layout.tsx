// An employee's own pages: header with the name, one column.
import { Stack } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { isStaff } from './it-pages.ts'
import { PageShell } from './page-shell.tsx'
import { SignedInGate } from './signed-in-gate.tsx'

export function SignedInLayout() {
  return (
    <SignedInGate>
      {({ session, signOut, error }) => (
        <PageShell account={session.user.account} isStaff={isStaff(session)} onSignOut={signOut}>
          <Stack>
            <ErrorNotice error={error} />
            <Outlet />
          </Stack>
        </PageShell>
      )}
    </SignedInGate>
  )
}
