// Asks the second administrator once more; the cautious answer has the focus.
import { Button, Group, Stack, Text } from '@mantine/core'
import type { Approval } from '@motp/shared/protocol/admin-approvals'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'

type GrantDialogProps = { approval: Approval | undefined; onCancel: () => void; onConfirm: (approval: Approval) => void }

export function GrantDialog({ approval, onCancel, onConfirm }: GrantDialogProps) {
  const { t } = useTranslation()
  const title = approval ? t('approvals.grantTitle', { action: t(`user.actions.${approval.action}`) }) : ''
  return (
    <Dialog isOpen={approval !== undefined} onClose={onCancel} title={title}>
      {approval && (
        <Stack>
          <Text>{t('approvals.grantText', { account: approval.account })}</Text>
          <Text>{t('user.timeline.reason', { reason: approval.reason })}</Text>
          <Group justify="flex-end" mt="sm">
            <Button variant="default" onClick={onCancel} data-autofocus>
              {t('actions.cancel')}
            </Button>
            <Button onClick={() => onConfirm(approval)}>{t('approvals.grant')}</Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  )
}
