// Asks before the registered phone is given up; the cautious answer has the focus.
import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'

type ResetDialogProps = { isOpen: boolean; onCancel: () => void; onConfirm: () => void }

export function ResetDialog({ isOpen, onCancel, onConfirm }: ResetDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog isOpen={isOpen} onClose={onCancel} title={t('reset.title')}>
      <Stack>
        <Text>{t('reset.consequence')}</Text>
        <Text>{t('reset.afterwards')}</Text>
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {t('actions.cancel')}
          </Button>
          <Button color="var(--motp-danger)" onClick={onConfirm}>
            {t('actions.confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
