// Registration for third-party apps: shows the seed on this screen, on a click, and asks for two codes in a row.
import { Button, Group, Stack } from '@mantine/core'
import type { Token } from '@motp/shared/protocol/tokens'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StepList } from '../../ui/step-list.tsx'
import { ConfirmStep } from './confirm-step.tsx'
import { DoneStep } from './done-step.tsx'
import { EnrollmentFrame } from './enrollment-frame.tsx'
import { OtpauthScanStep } from './otpauth-scan-step.tsx'
import { useStartedEnrollment } from './use-enrollment.ts'

type OtpauthPageProps = { tokenId: string; codeDigits: 6 | 8 }
type Progress = { step: 'scan' | 'confirm' } | { step: 'done'; token: Token; offsetSeconds: number }

const steps: readonly Progress['step'][] = ['scan', 'confirm', 'done']

export function OtpauthPage({ tokenId, codeDigits }: OtpauthPageProps) {
  const { t } = useTranslation()
  const enrollment = useStartedEnrollment(tokenId, 'otpauth')
  const [progress, setProgress] = useState<Progress>({ step: 'scan' })
  const scan = () => setProgress({ step: 'scan' })

  function restart() {
    scan()
    enrollment.restart()
  }

  return (
    <EnrollmentFrame title={t('otpauth.title')} enrollment={enrollment} isDone={progress.step === 'done'}>
      {(started, deadline) => (
        <Stack gap="xl">
          <StepList steps={steps.map((name) => t(`online.steps.${name}`))} current={steps.indexOf(progress.step)} />
          {progress.step === 'scan' && (
            <OtpauthScanStep key={started.id} uri={started.uri} deadline={deadline} onNext={() => setProgress({ step: 'confirm' })} />
          )}
          {progress.step === 'confirm' && (
            <>
              <ConfirmStep
                enrollmentId={started.id}
                codeDigits={codeDigits}
                deadline={deadline}
                asksTwoCodes
                onRestart={restart}
                onDone={(token, offsetSeconds) => setProgress({ step: 'done', token, offsetSeconds })}
              />
              <Group>
                <Button variant="default" onClick={scan}>
                  {t('otpauth.showAgain')}
                </Button>
              </Group>
            </>
          )}
          {progress.step === 'done' && <DoneStep token={progress.token} offsetSeconds={progress.offsetSeconds} />}
        </Stack>
      )}
    </EnrollmentFrame>
  )
}
