// 離線註冊: digits typed from the computer into the phone and back, then the phone's code.
import { Stack } from '@mantine/core'
import type { Token } from '@motp/shared/protocol/tokens'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/notice.tsx'
import { StepList } from '../../ui/step-list.tsx'
import { ConfirmStep } from './confirm-step.tsx'
import { DoneStep } from './done-step.tsx'
import { EnrollmentFrame } from './enrollment-frame.tsx'
import { PhoneDigitsStep } from './phone-digits-step.tsx'
import { ResponseStep } from './response-step.tsx'
import { useStartedEnrollment } from './use-enrollment.ts'

type OfflinePageProps = { tokenId: string; codeDigits: 6 | 8; serverCode: string }

type Progress = { step: 'phone' | 'computer' } | { step: 'confirm'; serial: string } | { step: 'done'; token: Token; offsetSeconds: number }

const steps: readonly Progress['step'][] = ['phone', 'computer', 'confirm', 'done']

export function OfflinePage({ tokenId, codeDigits, serverCode }: OfflinePageProps) {
  const { t } = useTranslation()
  const enrollment = useStartedEnrollment(tokenId, 'offline')
  const [progress, setProgress] = useState<Progress>({ step: 'phone' })

  function restart() {
    setProgress({ step: 'phone' })
    enrollment.restart()
  }

  return (
    <EnrollmentFrame title={t('offline.title')} enrollment={enrollment} isDone={progress.step === 'done'}>
      {(started, deadline) => (
        <Stack gap="xl">
          <StepList steps={steps.map((name) => t(`offline.steps.${name}`))} current={steps.indexOf(progress.step)} />
          {progress.step === 'phone' && (
            <PhoneDigitsStep
              key={started.id}
              groups={started.groups}
              serverCode={serverCode}
              withActivationCode={started.withActivationCode}
              deadline={deadline}
              isRestarting={enrollment.isStarting}
              onRestart={restart}
              onNext={() => setProgress({ step: 'computer' })}
            />
          )}
          {progress.step === 'computer' && (
            <ResponseStep
              enrollmentId={started.id}
              deadline={deadline}
              onBack={() => setProgress({ step: 'phone' })}
              onRestart={restart}
              onKeyed={(serial) => setProgress({ step: 'confirm', serial })}
            />
          )}
          {progress.step === 'confirm' && (
            <ConfirmStep
              enrollmentId={started.id}
              codeDigits={codeDigits}
              deadline={deadline}
              onRestart={restart}
              onDone={(token, offsetSeconds) => setProgress({ step: 'done', token, offsetSeconds })}
            >
              <Notice kind="good" title={t('offline.registered')}>
                {t('offline.compareSerial', { serial: progress.serial })}
              </Notice>
            </ConfirmStep>
          )}
          {progress.step === 'done' && <DoneStep token={progress.token} offsetSeconds={progress.offsetSeconds} />}
        </Stack>
      )}
    </EnrollmentFrame>
  )
}
