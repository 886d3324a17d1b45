// Current tokens by status, each a link to its list.
import type { TokenCounts } from '@motp/shared/protocol/admin-overview'
import { currentStates } from '@motp/shared/protocol/admin-users'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../i18n/format-count.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Panel } from '../../ui/panel.tsx'
import { TokenStatusBadge } from '../../ui/token-status-badge.tsx'
import styles from './overview-page.module.css'
import { PanelTitle } from './panel-title.tsx'

export function StatePanel({ states }: Pick<TokenCounts, 'states'>) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return (
    <Panel>
      <PanelTitle>{t('overview.states')}</PanelTitle>
      <ul className={styles.rows}>
        {currentStates.map((state) => (
          <li key={state}>
            <Link to="/it/users" search={{ state }} className={styles.state}>
              <TokenStatusBadge status={state} />
            </Link>
            <span>{formatCount(states[state], language)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
