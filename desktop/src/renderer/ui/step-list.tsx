// Where one stands in a job of several steps: numbers and names, the current one marked for eye and screen reader.
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './step-list.module.css'

type StepListProps = { steps: readonly string[]; current: number }

export function StepList({ steps, current }: StepListProps) {
  const { t } = useTranslation()
  return (
    <ol className={styles.list} aria-label={t('steps.label', { current: current + 1, total: steps.length })}>
      {steps.map((name, position) => (
        <li
          key={name}
          className={styles.step}
          data-state={stepState(position, current)}
          aria-current={position === current ? 'step' : undefined}
        >
          <span className={styles.mark} aria-hidden>
            {position < current ? <IconCheck size={16} stroke={3} /> : position + 1}
          </span>
          <span className={styles.name}>
            {name}
            {position < current && <span className="visually-hidden">{t('steps.done')}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}

function stepState(position: number, current: number): 'done' | 'current' | 'ahead' {
  if (position < current) return 'done'
  return position === current ? 'current' : 'ahead'
}
