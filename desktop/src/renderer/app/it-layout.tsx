// The frame of IT's pages: header with the search, side bar by role, the page.
import { Stack, Text, Title } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { ItHeader } from './it-header.tsx'
import styles from './it-layout.module.css'
import { isStaff } from './it-pages.ts'
import shell from './page-shell.module.css'
import { PageShell } from './page-shell.tsx'
import { SideBar } from './side-bar.tsx'
import { type Signed, SignedInGate } from './signed-in-gate.tsx'

export function ItLayout() {
  return <SignedInGate>{(signed) => (isStaff(signed.session) ? <Frame {...signed} /> : <NoEntry {...signed} />)}</SignedInGate>
}

function Frame({ session, signOut, error }: Signed) {
  const { t } = useTranslation()
  return (
    <>
      <a href="#main" className={shell.skip}>
        {t('header.skip')}
      </a>
      <ItHeader account={session.user.account} roles={session.roles} onSignOut={signOut} />
      <div className={styles.frame}>
        <SideBar roles={session.roles} />
        <main id="main" className={styles.main}>
          <ErrorNotice error={error} />
          <Outlet />
        </main>
      </div>
    </>
  )
}

function NoEntry({ session, signOut }: Signed) {
  const { t } = useTranslation()
  return (
    <PageShell account={session.user.account} onSignOut={signOut}>
      <Stack align="flex-start">
        <PageTitle>{t('it.noEntry.title')}</PageTitle>
        <Title order={1} size="h2">
          {t('it.noEntry.title')}
        </Title>
        <Text>{t('it.noEntry.text')}</Text>
        <LinkButton to="/tokens">{t('it.noEntry.back')}</LinkButton>
      </Stack>
    </PageShell>
  )
}
