// One question with its consequence; the cautious answer has the focus.
import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from './dialog.tsx'
import { ErrorNotice } from './error-notice.tsx'

type ConfirmDialogProps = {
  title: string
  text: string
  confirm: string
  isBusy: boolean
  error: unknown
  onCancel: () => void
  onConfirm: () => void
}

export function ConfirmDialog({ title, text, confirm, isBusy, error, onCancel, onConfirm }: ConfirmDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog isOpen onClose={onCancel} title={title}>
      <Stack>
        <Text>{text}</Text>
        <ErrorNotice error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {t('actions.cancel')}
          </Button>
          <Button color="var(--motp-danger)" loading={isBusy} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
