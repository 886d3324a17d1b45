// Asks before anything is done: names the object and the consequence, wants a reason; the cautious answer has the focus.
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ReasonField } from './reason-field.tsx'
import type { ActionInput, UserAction } from './use-user.ts'

type Asked = Omit<ActionInput, 'tokenId' | 'needsApproval'>
type FormProps = {
  account: string
  serial: string
  needsApproval: boolean
  isBusy: boolean
  error: unknown
  onCancel: () => void
  onConfirm: (input: Asked) => void
}

export function ActionDialog({ action, ...props }: FormProps & { action: UserAction | undefined }) {
  const { t } = useTranslation()
  const title = action ? t(`user.confirm.${action}.title`, { account: props.account }) : ''
  return (
    <Dialog isOpen={action !== undefined} onClose={props.onCancel} title={title}>
      {action && <ActionForm key={action} action={action} {...props} />}
    </Dialog>
  )
}

const dangerous: readonly UserAction[] = ['reset', 'suspend', 'sign-out']
const usualDays = 365

function ActionForm({ action, serial, account, needsApproval, isBusy, error, onCancel, onConfirm }: FormProps & { action: UserAction }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [days, setDays] = useState(String(usualDays))
  const [codes, setCodes] = useState<[string, string]>(['', ''])
  const [isJudged, setJudged] = useState(false)
  const faults = findFaults({ action, reason, days, codes })

  function submit(event: FormEvent) {
    event.preventDefault()
    setJudged(true)
    if (faults.length === 0) onConfirm({ action, reason: reason.trim(), days: Number(days), codes })
  }
  const faultOf = (field: Fault, sentence: string) => (isJudged && faults.includes(field) ? sentence : undefined)

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text>{t(`user.confirm.${action}.text`, { account, serial })}</Text>
        {needsApproval && <Alert color="var(--motp-accent)">{t('user.needsApproval')}</Alert>}
        {action === 'extend' && (
          <TextInput
            label={t('user.daysLabel')}
            inputMode="numeric"
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
            error={faultOf('days', t('user.daysWrong'))}
          />
        )}
        {action === 'resync' &&
          ([0, 1] as const).map((position) => (
            <TextInput
              key={position}
              label={t(position === 0 ? 'resync.first' : 'resync.second')}
              inputMode="numeric"
              autoComplete="off"
              value={codes[position]}
              onChange={(event) => setCodes(position === 0 ? [event.currentTarget.value, codes[1]] : [codes[0], event.currentTarget.value])}
              error={faultOf(position === 0 ? 'first' : 'second', t('user.caller.reasons.malformed'))}
            />
          ))}
        <ReasonField reason={reason} onChange={setReason} error={faultOf('reason', t('user.reasonMissing'))} />
        <ErrorNotice error={error} />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} {...(dangerous.includes(action) ? { color: 'var(--motp-danger)' } : {})}>
            {t(needsApproval ? 'user.send' : `user.actions.${action}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type Fault = 'reason' | 'days' | 'first' | 'second'

function findFaults({ action, reason, days, codes }: Pick<Asked, 'action' | 'reason' | 'codes'> & { days: string }): Fault[] {
  const faults: Fault[] = []
  if (reason.trim() === '') faults.push('reason')
  if (action === 'extend' && !(/^\d{1,4}$/.test(days) && Number(days) >= 1 && Number(days) <= 3650)) faults.push('days')
  if (action === 'resync' && codes[0].trim() === '') faults.push('first')
  if (action === 'resync' && codes[1].trim() === '') faults.push('second')
  return faults
}
