// Step 2 of offline registration: the phone's five groups, typed, judged, reviewed and handed in.
import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { type Moment, useDeadline } from '../../ui/use-deadline.ts'
import { ValidityBar } from '../../ui/validity-bar.tsx'
import { ResponseForm } from './response-form.tsx'
import { ResponseReview } from './response-review.tsx'
import { useAnswerEnrollment } from './use-enrollment.ts'

type ResponseStepProps = {
  enrollmentId: string
  deadline: Moment
  onBack: () => void
  onRestart: () => void
  onKeyed: (serial: string) => void
}

export function ResponseStep({ enrollmentId, deadline, onBack, onRestart, onKeyed }: ResponseStepProps) {
  const { t } = useTranslation()
  const leftMs = useDeadline(deadline)
  const answer = useAnswerEnrollment(enrollmentId)
  const [groups, setGroups] = useState<string[]>(['', '', '', '', ''])
  const [isReviewing, setReviewing] = useState(false)
  const mismatch = answer.data?.outcome === 'echo-mismatch' ? answer.data : undefined
  const isOver = leftMs === 0 || mismatch?.answersLeft === 0

  function send() {
    answer.mutate(groups, {
      onSuccess: (reply) => (reply.outcome === 'keyed' ? onKeyed(reply.serial) : setReviewing(false)),
    })
  }

  return (
    <Stack gap="lg" maw={620}>
      {isReviewing ? (
        <ResponseReview groups={groups} isSending={answer.isPending} onEdit={() => setReviewing(false)} onConfirm={send} />
      ) : (
        !isOver && <ResponseForm groups={groups} onChange={setGroups} onBack={onBack} onReady={() => setReviewing(true)} />
      )}
      {mismatch && !isReviewing && (
        <Notice kind="warn" title={t('offline.echoMismatchTitle')}>
          {t('offline.echoMismatch', { answersLeft: mismatch.answersLeft })}
        </Notice>
      )}
      <ErrorNotice error={answer.error} />
      <ValidityBar leftMs={leftMs} totalMs={deadline.expiresAt - deadline.now} />
      {isOver && (
        <>
          <Text>{t('offline.expired')}</Text>
          <Group>
            <Button onClick={onRestart}>{t('confirm.restart')}</Button>
          </Group>
        </>
      )}
    </Stack>
  )
}
