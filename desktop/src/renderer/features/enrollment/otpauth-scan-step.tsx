// Step 1 for third-party apps: the QR with the seed, seen only after a click, and the same key for typing by hand.
import { Button, Code, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PictureLayout } from '../../ui/picture-layout.tsx'
import { type Moment, useDeadline } from '../../ui/use-deadline.ts'
import { ValidityBar } from '../../ui/validity-bar.tsx'
import styles from './otpauth-scan-step.module.css'
import { QrPicture } from './qr-picture.tsx'
import { readOtpauthSecret } from './read-otpauth-secret.ts'

type OtpauthScanStepProps = { uri: string; deadline: Moment; onNext: () => void }

export function OtpauthScanStep({ uri, deadline, onNext }: OtpauthScanStepProps) {
  const { t } = useTranslation()
  const [isShown, setShown] = useState(false)
  return (
    <Stack gap="lg">
      <Notice kind="warn">{t('otpauth.warning')}</Notice>
      {isShown ? (
        <ShownKey uri={uri} deadline={deadline} onNext={onNext} />
      ) : (
        <Panel maw={560}>
          <Stack align="flex-start">
            <FocusHeading order={2}>{t('otpauth.showTitle')}</FocusHeading>
            <Text>{t('otpauth.showHint')}</Text>
            <Button size="lg" onClick={() => setShown(true)}>
              {t('otpauth.show')}
            </Button>
          </Stack>
        </Panel>
      )}
    </Stack>
  )
}

function ShownKey({ uri, deadline, onNext }: OtpauthScanStepProps) {
  const { t } = useTranslation()
  const leftMs = useDeadline(deadline)
  return (
    <PictureLayout
      words={
        <Stack gap="md">
          <FocusHeading order={2}>{t('otpauth.scanTitle')}</FocusHeading>
          <Text>{t('otpauth.scanHint')}</Text>
        </Stack>
      }
      picture={
        <Stack gap="sm" align="center" maw={405} mx="auto">
          <QrPicture text={uri} label={t('otpauth.qrLabel')} isSpent={leftMs === 0} />
          <ValidityBar leftMs={leftMs} totalMs={deadline.expiresAt - deadline.now} />
        </Stack>
      }
      next={
        <Stack gap="md" align="flex-start">
          <Text c="dimmed">{t('otpauth.byHand')}</Text>
          <Code block className={styles.key}>
            {readOtpauthSecret(uri)}
          </Code>
          <Button size="lg" onClick={onNext}>
            {t('actions.next')}
          </Button>
        </Stack>
      }
    />
  )
}
