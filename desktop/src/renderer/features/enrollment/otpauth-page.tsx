// Registration for third-party apps: shows the seed on this screen, on a click, and asks for two codes in a row.
import { Button, Code, Group, Stack, Text } from '@mantine/core'
import type { Token } from '@motp/shared/protocol/tokens'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ConfirmStep } from './confirm-step.tsx'
import { DoneStep } from './done-step.tsx'
import { EnrollmentFrame } from './enrollment-frame.tsx'
import { QrPicture } from './qr-picture.tsx'
import { readOtpauthSecret } from './read-otpauth-secret.ts'
import { useStartedEnrollment } from './use-enrollment.ts'

type OtpauthPageProps = { tokenId: string; codeDigits: 6 | 8 }

export function OtpauthPage({ tokenId, codeDigits }: OtpauthPageProps) {
  const { t } = useTranslation()
  const enrollment = useStartedEnrollment(tokenId, 'otpauth')
  const [isShown, setShown] = useState(false)
  const [done, setDone] = useState<{ token: Token; offsetSeconds: number }>()

  function restart() {
    setShown(false)
    enrollment.restart()
  }

  return (
    <EnrollmentFrame title={t('otpauth.title')} enrollment={enrollment} isDone={done !== undefined}>
      {(started, deadline) =>
        done ? (
          <DoneStep {...done} />
        ) : (
          <Stack gap="lg">
            <Notice kind="warn">{t('otpauth.warning')}</Notice>
            {isShown ? (
              <Group align="flex-start" gap="xl">
                <OtpauthSecret uri={started.uri} />
                <ConfirmStep
                  enrollmentId={started.id}
                  codeDigits={codeDigits}
                  deadline={deadline}
                  asksTwoCodes
                  onRestart={restart}
                  onDone={(token, offsetSeconds) => setDone({ token, offsetSeconds })}
                />
              </Group>
            ) : (
              <Panel maw={405}>
                <Stack>
                  <FocusHeading order={2}>{t('otpauth.showTitle')}</FocusHeading>
                  <Text>{t('otpauth.showHint')}</Text>
                  <Button onClick={() => setShown(true)}>{t('otpauth.show')}</Button>
                </Stack>
              </Panel>
            )}
          </Stack>
        )
      }
    </EnrollmentFrame>
  )
}

function OtpauthSecret({ uri }: { uri: string }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm" maw={405} w="100%">
      <QrPicture text={uri} label={t('otpauth.qrLabel')} isSpent={false} />
      <Text size="sm" c="dimmed">
        {t('otpauth.byHand')}
      </Text>
      <Code block>{readOtpauthSecret(uri)}</Code>
    </Stack>
  )
}
