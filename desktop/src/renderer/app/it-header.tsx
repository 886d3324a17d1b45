// Brand, the search that reaches everything (Ctrl+K), who is signed in. The search's window is loaded when it first opens.
import { Button, Kbd, UnstyledButton } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import type { Role } from '@motp/shared/protocol/session'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useBrand } from '../ui/brand-context.ts'
import { BrandLogo } from '../ui/brand-logo.tsx'
import { LanguageSwitch, ThemeSwitch } from '../ui/switches.tsx'
import styles from './it-layout.module.css'

const FindDialog = lazy(() => import('./find-dialog.tsx').then(({ FindDialog: dialog }) => ({ default: dialog })))

type ItHeaderProps = { account: string; roles: readonly Role[]; onSignOut: () => void }

export function ItHeader({ account, roles, onSignOut }: ItHeaderProps) {
  const { t } = useTranslation()
  const brand = useBrand()
  const [isFinding, finding] = useDisclosure(false)
  // From within a field too: whoever types a reason may want to look somebody up.
  useHotkeys([['mod+K', finding.open]], [])
  return (
    <header className={styles.header}>
      <Link to="/" className={styles.brand}>
        <BrandLogo />
        <span className={styles.name}>{brand.name}</span>
        <span className={styles.room}>{t('it.title')}</span>
      </Link>
      <UnstyledButton className={styles.find} onClick={finding.open} aria-keyshortcuts="Control+K">
        <IconSearch size={18} aria-hidden />
        <span>{t('it.find.open')}</span>
        <Kbd className={styles.keys ?? ''} aria-hidden>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <div className={styles.user}>
        <span className={styles.account}>{account}</span>
        <Button variant="default" size="sm" onClick={onSignOut}>
          {t('header.signOut')}
        </Button>
      </div>
      <div className={styles.switches}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      {isFinding && (
        <Suspense>
          <FindDialog roles={roles} onClose={finding.close} />
        </Suspense>
      )}
    </header>
  )
}
