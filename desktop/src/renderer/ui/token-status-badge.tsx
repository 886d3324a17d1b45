// A token's status by word, shape and colour, so that none of the three is needed to tell it.
import {
  IconAlarm,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleDotted,
  IconLock,
  IconPlayerPauseFilled,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TokenStatus } from './token-status.ts'
import styles from './token-status-badge.module.css'

const shapes = {
  initial: IconCircleDashed,
  enrolling: IconCircleDotted,
  active: IconCircleCheckFilled,
  suspended: IconPlayerPauseFilled,
  locked: IconLock,
  expired: IconAlarm,
  revoked: IconX,
} as const satisfies Record<TokenStatus, unknown>

export function TokenStatusBadge({ status }: { status: TokenStatus }) {
  const { t } = useTranslation()
  const Shape = shapes[status]
  return (
    <span className={styles.badge} data-status={status}>
      <Shape size={18} aria-hidden />
      {t(`tokenStatus.${status}`)}
    </span>
  )
}
