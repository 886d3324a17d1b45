// A sentence that matters now: good news, something to know, or something to mind. Announced politely.
import { Alert } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './notice.module.css'

const icons = { good: IconCircleCheck, info: IconInfoCircle, warn: IconAlertTriangle }

type NoticeProps = { kind: keyof typeof icons; title?: string; children?: ReactNode }

export function Notice({ kind, title, children }: NoticeProps) {
  const Icon = icons[kind]
  return (
    <Alert
      role="status"
      variant="outline"
      classNames={{ root: styles[kind] ?? '', icon: styles.icon ?? '', title: styles.title ?? '', message: styles.message ?? '' }}
      icon={<Icon aria-hidden />}
      {...(title ? { title } : {})}
    >
      {children}
    </Alert>
  )
}
