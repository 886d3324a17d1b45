// Header, one column, and the link that jumps over the header. The same for every page.
import { Container } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHeader } from './page-header.tsx'
import styles from './page-shell.module.css'

type PageShellProps = { children: ReactNode; account?: string; isStaff?: boolean; onSignOut?: () => void }

export function PageShell({ children, ...header }: PageShellProps) {
  const { t } = useTranslation()
  return (
    <>
      <a href="#main" className={styles.skip}>
        {t('header.skip')}
      </a>
      <PageHeader {...header} />
      <Container component="main" id="main" size={960} px={{ base: 'md', sm: 'lg' }} py={{ base: 'lg', sm: 'xl' }}>
        {children}
      </Container>
    </>
  )
}
