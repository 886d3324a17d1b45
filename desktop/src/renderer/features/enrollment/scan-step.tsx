// Step 1 of online registration: the QR, its running time, and the phone's arrival.
import { Button, List, Stack } from '@mantine/core'
import type { EnrollmentView } from '@motp/shared/protocol/enrollments'
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PictureLayout } from '../../ui/picture-layout.tsx'
import { type Moment, useDeadline } from '../../ui/use-deadline.ts'
import { ValidityBar } from '../../ui/validity-bar.tsx'
import { ArrivalNotice } from './arrival-notice.tsx'
import { QrPicture } from './qr-picture.tsx'

type ScanStepProps = {
  qr: string
  view: EnrollmentView | undefined
  deadline: Moment
  isRestarting: boolean
  onRestart: () => void
  onNext: () => void
}

export function ScanStep({ qr, view, deadline, isRestarting, onRestart, onNext }: ScanStepProps) {
  const { t } = useTranslation()
  const leftMs = useDeadline(deadline)
  const isClosed = view?.state === 'cancelled' || view?.state === 'expired'
  const isSpent = leftMs === 0 || isClosed
  const isKeyed = view?.state === 'keyed'
  return (
    <PictureLayout
      words={
        <Stack gap="md">
          <FocusHeading order={2}>{t('online.scanTitle')}</FocusHeading>
          <List type="ordered" spacing="xs">
            <List.Item>{t('online.scan1')}</List.Item>
            <List.Item>{t('online.scan2')}</List.Item>
            <List.Item>{t('online.scan3')}</List.Item>
          </List>
        </Stack>
      }
      picture={
        <Stack gap="sm" align="center" maw={405} mx="auto">
          <QrPicture text={qr} label={t('online.qrLabel')} isSpent={isSpent || isRestarting} />
          <ValidityBar leftMs={isClosed ? 0 : leftMs} totalMs={deadline.expiresAt - deadline.now} />
          <Button variant={isSpent ? 'filled' : 'default'} onClick={onRestart} loading={isRestarting}>
            {t('online.renew')}
          </Button>
        </Stack>
      }
      next={
        <Stack gap="md" align="flex-start">
          <ArrivalNotice view={isSpent ? undefined : view} />
          {isSpent && <Notice kind="warn">{t(view?.state === 'cancelled' ? 'online.cancelled' : 'online.expired')}</Notice>}
          <Button size="lg" onClick={onNext} disabled={!isKeyed || isSpent}>
            {t('actions.next')}
          </Button>
        </Stack>
      }
    />
  )
}
