// What needs a look, as numbers that lead to the people behind them; a zero is told quietly.
import type { TokenCounts } from '@motp/shared/protocol/admin-overview'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../i18n/format-count.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import styles from './overview-page.module.css'

export function AttentionTiles({ counts, waitingApprovals }: { counts: TokenCounts; waitingApprovals: number }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const tiles = [
    { key: 'locked', count: counts.locked, to: '/it/users', search: { concern: 'locked' } },
    { key: 'approvals', count: waitingApprovals, to: '/it/approvals', search: {} },
    { key: 'expiring', count: counts.expiring, to: '/it/users', search: { concern: 'expiring' } },
    { key: 'unused', count: counts.unused, to: '/it/users', search: { concern: 'unused', days: '90' } },
  ] as const
  return (
    <ul className={styles.tiles} aria-label={t('overview.attention')}>
      {tiles.map(({ key, count, to, search }) => (
        <li key={key}>
          <Link to={to} search={search} className={styles.tile} data-quiet={count === 0 || undefined}>
            <span className={styles.number}>{formatCount(count, language)}</span>
            <span>{t(`overview.concerns.${key}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
