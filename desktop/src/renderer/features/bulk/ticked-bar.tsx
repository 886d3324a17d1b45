// At the foot of a list: how many are ticked, what can be done with them, and the way back to none.
import { Button, Group, Text } from '@mantine/core'
import type { BulkAction, BulkJob } from '@motp/shared/protocol/admin-bulk'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionSelect } from './action-select.tsx'
import styles from './ticked-bar.module.css'
import { TickedDialog } from './ticked-dialog.tsx'
import type { BulkFilter } from './use-bulk.ts'

/** `count` is null for all that match a filter when nobody has counted them. */
export type Ticked = { count: number | null; from: BulkFilter | readonly string[]; clear: () => void }

export function TickedBar({ ticked, onGathered }: { ticked: Ticked; onGathered: (job: BulkJob) => void }) {
  const { t } = useTranslation()
  const [action, setAction] = useState<BulkAction>('suspend')
  const [isAsking, setIsAsking] = useState(false)
  const { count, from } = ticked
  const isChosen = Array.isArray(from)
  return (
    <section className={styles.bar} aria-label={t('bulk.ticked.title')}>
      <div className={styles.count}>
        <Text role="status" fw={650}>
          {count === null ? t('bulk.ticked.matching') : t(isChosen ? 'bulk.ticked.count' : 'bulk.ticked.matchingCount', { count })}
        </Text>
        <Button variant="subtle" size="compact-sm" onClick={ticked.clear}>
          {t('bulk.ticked.clear')}
        </Button>
      </div>
      <Group gap="sm" wrap="nowrap" className={styles.act ?? ''}>
        <ActionSelect action={action} onChange={setAction} isLabelHidden />
        <Button size="sm" onClick={() => setIsAsking(true)}>
          {t('bulk.ticked.next')}
        </Button>
      </Group>
      <TickedDialog key={action} {...{ action, ticked, isOpen: isAsking, onGathered }} onClose={() => setIsAsking(false)} />
    </section>
  )
}
