// The code on the phone, typed at the computer, proves that this phone and this user belong together.
import { Button, Group, Stack, Text } from '@mantine/core'
import { normaliseCode } from '@motp/shared/otp/otp-parameters'
import type { EnrollmentView } from '@motp/shared/protocol/enrollments'
import type { Token } from '@motp/shared/protocol/tokens'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeField } from '../../ui/code-field.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { type Moment, useDeadline } from '../../ui/use-deadline.ts'
import { ValidityBar } from '../../ui/validity-bar.tsx'
import { useConfirmEnrollment } from './use-enrollment.ts'
import { useMismatchSentence } from './use-mismatch-sentence.ts'

type ConfirmStepProps = {
  enrollmentId: string
  codeDigits: 6 | 8
  view?: EnrollmentView | undefined
  deadline: Moment
  /** Two consecutive codes are asked for third-party apps, whose seed was shown on the screen. */
  asksTwoCodes?: boolean
  onRestart: () => void
  onDone: (token: Token, offsetSeconds: number) => void
  children?: ReactNode
}

export function ConfirmStep({
  enrollmentId,
  codeDigits,
  view,
  deadline,
  asksTwoCodes = false,
  onRestart,
  onDone,
  children,
}: ConfirmStepProps) {
  const { t } = useTranslation()
  const mismatchSentence = useMismatchSentence()
  const leftMs = useDeadline(deadline)
  const confirm = useConfirmEnrollment(enrollmentId)
  const [typed, setTyped] = useState({ code: '', secondCode: '' })
  const [missing, setMissing] = useState<keyof typeof typed>()
  const mismatch = confirm.data?.outcome === 'mismatch' ? confirm.data : undefined
  const isOver = leftMs === 0 || mismatch?.triesLeft === 0 || view?.state === 'cancelled' || view?.state === 'expired'

  function change(field: keyof typeof typed, value: string) {
    setTyped({ ...typed, [field]: value })
    setMissing(undefined)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const code = normaliseCode(typed.code, codeDigits)
    const secondCode = asksTwoCodes ? normaliseCode(typed.secondCode, codeDigits) : ''
    setMissing(code === undefined ? 'code' : secondCode === undefined ? 'secondCode' : undefined)
    if (code === undefined || secondCode === undefined) return
    confirm.mutate(asksTwoCodes ? { code, secondCode } : { code }, {
      onSuccess: (reply) => {
        if (reply.outcome === 'active') return onDone(reply.token, reply.offsetSeconds)
        setTyped({ code: '', secondCode: '' })
      },
    })
  }

  const missingText = t('codeField.missing', { digits: codeDigits })
  return (
    <Stack gap="lg" maw={520}>
      <FocusHeading order={2}>{t('confirm.title')}</FocusHeading>
      {children}
      <Text>{t(asksTwoCodes ? 'confirm.hintTwo' : 'confirm.hint')}</Text>
      {view?.otherDeviceTried && <Notice kind="warn">{t('online.otherDevice')}</Notice>}
      {isOver ? (
        <Notice kind="warn">{t(mismatch?.triesLeft === 0 ? 'confirm.noTriesLeft' : 'confirm.expired')}</Notice>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            <CodeField
              label={t(asksTwoCodes ? 'confirm.firstCode' : 'confirm.code')}
              digits={codeDigits}
              value={typed.code}
              onChange={(value) => change('code', value)}
              error={missing === 'code' ? missingText : mismatch && typed.code === '' && mismatchSentence(mismatch)}
            />
            {asksTwoCodes && (
              <CodeField
                label={t('confirm.secondCode')}
                digits={codeDigits}
                value={typed.secondCode}
                onChange={(value) => change('secondCode', value)}
                error={missing === 'secondCode' && missingText}
              />
            )}
            <ErrorNotice error={confirm.error} />
            <ValidityBar leftMs={leftMs} totalMs={deadline.expiresAt - deadline.now} />
            <Group>
              <Button type="submit" size="lg" loading={confirm.isPending}>
                {t('actions.confirm')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
      {isOver && (
        <Group>
          <Button onClick={onRestart}>{t('confirm.restart')}</Button>
        </Group>
      )}
    </Stack>
  )
}
