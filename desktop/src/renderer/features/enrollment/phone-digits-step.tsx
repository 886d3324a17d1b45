// Step 1 of offline registration: the computer's five groups, to be typed on the phone.
import { Button, List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PictureLayout } from '../../ui/picture-layout.tsx'
import { type Moment, useDeadline } from '../../ui/use-deadline.ts'
import { ValidityBar } from '../../ui/validity-bar.tsx'
import { DrawnPhone } from './drawn-phone.tsx'

type PhoneDigitsStepProps = {
  groups: readonly string[]
  serverCode: string
  withActivationCode: boolean
  deadline: Moment
  isRestarting: boolean
  onRestart: () => void
  onNext: () => void
}

export function PhoneDigitsStep(props: PhoneDigitsStepProps) {
  const { groups, serverCode, withActivationCode, deadline, isRestarting, onRestart, onNext } = props
  const { t } = useTranslation()
  const leftMs = useDeadline(deadline)
  const isOver = leftMs === 0
  return (
    <PictureLayout
      words={
        <Stack gap="md">
          <FocusHeading order={2}>{t('offline.phoneStepTitle')}</FocusHeading>
          <List type="ordered" spacing="xs">
            <List.Item>{t('offline.phone1')}</List.Item>
            <List.Item>{t('offline.phone2')}</List.Item>
            <List.Item>{t('offline.phone3')}</List.Item>
          </List>
          {withActivationCode && <Notice kind="info">{t('offline.withActivationCode')}</Notice>}
          <Text c="dimmed">{t('offline.privacy')}</Text>
        </Stack>
      }
      picture={!isOver && <DrawnPhone groups={groups} serverCode={serverCode} />}
      next={
        <Stack gap="md" align="flex-start">
          <ValidityBar leftMs={leftMs} totalMs={deadline.expiresAt - deadline.now} />
          {isOver && <Notice kind="warn">{t('offline.expired')}</Notice>}
          <Button size="lg" onClick={isOver ? onRestart : onNext} loading={isRestarting}>
            {t(isOver ? 'confirm.restart' : 'actions.next')}
          </Button>
        </Stack>
      }
    />
  )
}
