// What the registration pages have in common: heading, the wait for the server, a refusal, and the way out.
import { Button, Group, Stack } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import type { Moment } from '../../ui/use-deadline.ts'
import { useCancelEnrollment } from './use-enrollment.ts'

type EnrollmentFrameProps<Started> = {
  title: string
  enrollment: { started: Started | undefined; deadline: Moment | undefined; error: unknown; isStarting: boolean; restart: () => void }
  isDone: boolean
  children: (started: Started, deadline: Moment) => ReactNode
}

export function EnrollmentFrame<Started extends { id: string }>({ title, enrollment, isDone, children }: EnrollmentFrameProps<Started>) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const cancel = useCancelEnrollment()
  const { started, deadline, error, isStarting, restart } = enrollment

  // Whether the server hears of it or not, the half-done registration dies; so leaving never waits for an answer.
  function leave() {
    if (started) cancel.mutate(started.id)
    void navigate({ to: '/tokens' })
  }

  return (
    <Stack gap="lg">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <FocusHeading documentTitle={title}>{title}</FocusHeading>
        {!isDone && (
          <Button variant="default" size="sm" flex="none" onClick={leave}>
            {t('actions.cancel')}
          </Button>
        )}
      </Group>
      {error ? (
        <ErrorNotice error={error} onRetry={restart} />
      ) : started && deadline ? (
        children(started, deadline)
      ) : (
        isStarting && <Loading />
      )}
    </Stack>
  )
}
