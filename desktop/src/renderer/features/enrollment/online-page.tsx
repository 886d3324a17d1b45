// 線上註冊: the phone scans the QR, the console sees it arrive, the code that the phone shows confirms it.
import { Stack } from '@mantine/core'
import type { Token } from '@motp/shared/protocol/tokens'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StepList } from '../../ui/step-list.tsx'
import { ConfirmStep } from './confirm-step.tsx'
import { DoneStep } from './done-step.tsx'
import { EnrollmentFrame } from './enrollment-frame.tsx'
import { ScanStep } from './scan-step.tsx'
import { useStartedEnrollment } from './use-enrollment.ts'
import { useEnrollmentWatch } from './use-enrollment-watch.ts'

type OnlinePageProps = { tokenId: string; codeDigits: 6 | 8 }
type Step = 'scan' | 'confirm' | 'done'

const steps: readonly Step[] = ['scan', 'confirm', 'done']

export function OnlinePage({ tokenId, codeDigits }: OnlinePageProps) {
  const { t } = useTranslation()
  const enrollment = useStartedEnrollment(tokenId, 'online')
  const view = useEnrollmentWatch(enrollment.started?.id)
  const [isScanned, setScanned] = useState(false)
  const [done, setDone] = useState<{ token: Token; offsetSeconds: number }>()
  const step: Step = done ? 'done' : isScanned ? 'confirm' : 'scan'

  function restart() {
    setScanned(false)
    enrollment.restart()
  }

  return (
    <EnrollmentFrame title={t('online.title')} enrollment={enrollment} isDone={done !== undefined}>
      {(started, deadline) => (
        <Stack gap="xl">
          <StepList steps={steps.map((name) => t(`online.steps.${name}`))} current={steps.indexOf(step)} />
          {step === 'scan' && (
            <ScanStep
              qr={started.qr}
              view={view}
              deadline={deadline}
              isRestarting={enrollment.isStarting}
              onRestart={restart}
              onNext={() => setScanned(true)}
            />
          )}
          {step === 'confirm' && (
            <ConfirmStep
              enrollmentId={started.id}
              codeDigits={codeDigits}
              view={view}
              deadline={deadline}
              onRestart={restart}
              onDone={(token, offsetSeconds) => setDone({ token, offsetSeconds })}
            />
          )}
          {done && <DoneStep {...done} />}
        </Stack>
      )}
    </EnrollmentFrame>
  )
}
