// Tells, by itself and aloud, that a phone has arrived, and that another one tried.
import { Stack, Text } from '@mantine/core'
import type { EnrollmentView } from '@motp/shared/protocol/enrollments'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/notice.tsx'
import styles from './arrival-notice.module.css'

export function ArrivalNotice({ view }: { view: EnrollmentView | undefined }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm" aria-live="polite">
      {view?.state === 'waiting' && (
        <Text className={styles.waiting} c="dimmed">
          <span className={styles.pulse} aria-hidden />
          {view.device ? t('online.talking', { device: view.device }) : t('online.waiting')}
        </Text>
      )}
      {view?.state === 'keyed' && (
        <Notice kind="good" title={t('online.arrived', { device: view.device ?? t('online.aPhone') })}>
          {view.serial && t('online.compareSerial', { serial: view.serial })}
        </Notice>
      )}
      {view?.otherDeviceTried && <Notice kind="warn">{t('online.otherDevice')}</Notice>}
    </Stack>
  )
}
