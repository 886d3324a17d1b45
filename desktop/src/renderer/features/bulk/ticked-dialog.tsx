// Before the ticked users become a job: how many, what it means for them, and why. The list that follows is looked at before anything starts.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { BulkAction, BulkJob } from '@motp/shared/protocol/admin-bulk'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import type { Ticked } from './ticked-bar.tsx'
import { useGatherBulk } from './use-bulk.ts'

type TickedDialogProps = {
  action: BulkAction
  ticked: Ticked
  isOpen: boolean
  onClose: () => void
  onGathered: (job: BulkJob) => void
}

export function TickedDialog({ action, ticked: { count, from }, isOpen, onClose, onGathered }: TickedDialogProps) {
  const { t } = useTranslation()
  const gather = useGatherBulk()
  const [reason, setReason] = useState('')
  const [isJudged, setJudged] = useState(false)
  const isMissing = reason.trim() === ''
  const name = t(`bulk.actions.${action}`)

  function submit(event: FormEvent) {
    event.preventDefault()
    setJudged(true)
    if (!isMissing) gather.mutate({ wish: { action, reason: reason.trim() }, from }, { onSuccess: ({ job }) => onGathered(job) })
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={count === null ? t('bulk.ticked.matchingTitle', { action: name }) : t('bulk.confirm.title', { action: name, count })}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          {count !== null && <Text fw={650}>{t('bulk.job.affects', { count })}</Text>}
          <Text>{t(`bulk.consequence.${action}`)}</Text>
          <TextInput
            label={t('bulk.reason')}
            description={t('bulk.reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={isJudged && isMissing ? t('user.reasonMissing') : undefined}
            autoComplete="off"
            maxLength={500}
          />
          <Text>{t('bulk.ticked.listedFirst')}</Text>
          <ErrorNotice error={gather.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {t('actions.cancel')}
            </Button>
            <Button type="submit" loading={gather.isPending}>
              {t('bulk.prepare')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
