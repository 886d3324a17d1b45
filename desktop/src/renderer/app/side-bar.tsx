// The rooms that this role may enter, and the way back to one's own token: IT people are employees too.
import { useViewportSize } from '@mantine/hooks'
import type { Role } from '@motp/shared/protocol/session'
import { IconDeviceMobile } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './it-layout.module.css'
import { listItPages } from './it-pages.ts'

export function SideBar({ roles }: { roles: readonly Role[] }) {
  const { t } = useTranslation()
  const nav = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const { width } = useViewportSize()
  // Where the rooms are one row that is pushed sideways, the one that is open stands in its middle.
  useEffect(() => {
    const open = nav.current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (open) nav.current?.scrollTo({ left: open.offsetLeft - (nav.current.clientWidth - open.clientWidth) / 2 })
  }, [pathname, width])
  return (
    <nav ref={nav} className={styles.side} aria-label={t('it.nav.label')}>
      <ul className={styles.pages}>
        {listItPages(roles).map(({ name, to, icon: Icon }) => (
          <li key={name}>
            <Link
              to={to}
              className={styles.link}
              activeOptions={{ exact: to === '/it', includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              <Icon size={20} stroke={1.7} aria-hidden />
              {t(`it.nav.${name}`)}
            </Link>
          </li>
        ))}
        <li className={styles.own}>
          <Link to="/tokens" className={styles.link}>
            <IconDeviceMobile size={20} stroke={1.7} aria-hidden />
            {t('it.nav.own')}
          </Link>
        </li>
      </ul>
    </nav>
  )
}
