// Before a job is prepared: why, and for each directory that misses very many a second confirmation. The job itself is started on its own page.
import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import type { BulkJob } from '@motp/shared/protocol/admin-bulk'
import type { LeaverCheck } from '@motp/shared/protocol/admin-leavers'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { type LeaverFilter, usePrepareSuspension } from './use-leavers.ts'

type SuspendDialogProps = {
  who: { userIds: string[] } | LeaverFilter
  braked: readonly LeaverCheck[]
  onClose: () => void
  onPrepared: (job: BulkJob) => void
}

export function SuspendDialog({ who, braked, onClose, onPrepared }: SuspendDialogProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState(t('leavers.dialog.usual'))
  const [isSure, setSure] = useState(false)
  const prepare = usePrepareSuspension()
  const isChosen = 'userIds' in who

  function submit(event: FormEvent) {
    event.preventDefault()
    const unbraked = isSure ? braked.map(({ directory }) => directory) : []
    const whom = isChosen ? { userIds: who.userIds } : { directory: who.directory, kind: who.kind }
    prepare.mutate({ reason: reason.trim(), unbraked, ...whom }, { onSuccess: onPrepared })
  }
  return (
    <Dialog isOpen onClose={onClose} title={isChosen ? t('leavers.dialog.chosen', { count: who.userIds.length }) : t('leavers.dialog.all')}>
      <form onSubmit={submit}>
        <Stack>
          <Text>{t('leavers.dialog.text')}</Text>
          <TextInput
            label={t('leavers.dialog.reason')}
            description={t('leavers.dialog.reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={500}
            required
          />
          {braked.length > 0 && (
            <Notice kind="warn">
              {braked.map(({ directory, found }) => (
                <Text key={directory}>{t('leavers.dialog.brake', { directory, users: found?.users ?? 0, gone: found?.gone ?? 0 })}</Text>
              ))}
              <Checkbox
                mt="xs"
                label={t('leavers.dialog.goOn')}
                checked={isSure}
                onChange={(event) => setSure(event.currentTarget.checked)}
              />
            </Notice>
          )}
          <ErrorNotice error={prepare.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {t('actions.cancel')}
            </Button>
            <Button type="submit" loading={prepare.isPending} disabled={reason.trim() === ''}>
              {t('leavers.dialog.prepare')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
