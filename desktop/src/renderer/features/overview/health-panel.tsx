// What this server stands on and how it is: by word and shape, not by colour alone.
import type { HealthItem } from '@motp/shared/protocol/admin-overview'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel.tsx'
import styles from './overview-page.module.css'
import { PanelTitle } from './panel-title.tsx'

const shapes = { good: IconCircleCheck, warn: IconAlertTriangle, bad: IconCircleX, off: IconCircleDashed, unknown: IconCircleDashed }

export function HealthPanel({ items }: { items: readonly HealthItem[] }) {
  const { t } = useTranslation()
  return (
    <Panel>
      <PanelTitle>{t('overview.health')}</PanelTitle>
      <ul className={styles.rows}>
        {items.map(({ part, name, state, fact }) => {
          const Shape = shapes[state]
          const isTold = fact !== null && part !== 'directory' && state !== 'off'
          return (
            <li key={part + name}>
              <span>
                {t(`overview.parts.${part}`, { name })}
                {isTold && <span className={styles.small}>{t(`overview.facts.${part}`, { fact })}</span>}
              </span>
              <span className={styles.health} data-state={state}>
                <Shape size={18} aria-hidden />
                {t(`overview.healthStates.${state}`)}
              </span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
