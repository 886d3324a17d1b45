// 載具管理 | Welcome, TW01002547! | 登出 | English | 中文, and below it the ways to the other pages.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useBrand } from '../ui/brand-context.ts'
import { BrandLogo } from '../ui/brand-logo.tsx'
import { LanguageSwitch, ThemeSwitch } from '../ui/switches.tsx'
import styles from './page-header.module.css'

type PageHeaderProps = { account?: string; isStaff?: boolean; onSignOut?: () => void }

export function PageHeader({ account, isStaff = false, onSignOut }: PageHeaderProps) {
  const { t } = useTranslation()
  const brand = useBrand()
  return (
    <header className={styles.header}>
      <div className={styles.inner}>
        <Link to="/" className={styles.brand} aria-label={t('header.home', { name: brand.name })}>
          <BrandLogo />
          <span className={styles.name}>{brand.name}</span>
        </Link>
        <div className={styles.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        {account && (
          <div className={styles.user}>
            <span className={styles.welcome}>{t('header.welcome', { account })}</span>
            <Button variant="default" size="sm" onClick={onSignOut}>
              {t('header.signOut')}
            </Button>
          </div>
        )}
        <nav className={styles.nav} aria-label={t('header.pages')}>
          {account && (
            <>
              <PageLink to="/tokens">{t('tokens.title')}</PageLink>
              <PageLink to="/activity">{t('activity.title')}</PageLink>
              <PageLink to="/sessions">{t('sessions.short')}</PageLink>
            </>
          )}
          {!account && <PageLink to="/sign-in">{t('signIn.title')}</PageLink>}
          <PageLink to="/help">{t('help.title')}</PageLink>
          {isStaff && <PageLink to="/it">{t('it.enter')}</PageLink>}
        </nav>
      </div>
    </header>
  )
}

function PageLink({ to, children }: { to: '/tokens' | '/activity' | '/sessions' | '/help' | '/sign-in' | '/it'; children: string }) {
  return (
    <Link to={to} className={styles.link} activeProps={{ 'aria-current': 'page' }}>
      {children}
    </Link>
  )
}
