// One minute before the session ends: stay, or be signed out.
import { Button, Group, Stack, Text } from '@mantine/core'
import type { SessionView } from '@motp/shared/protocol/session'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useExtendSession } from './use-session.ts'
import { useSessionEnd } from './use-session-end.ts'

type SessionEndDialogProps = { session: SessionView; onSignOut: () => void }

export function SessionEndDialog({ session, onSignOut }: SessionEndDialogProps) {
  const { t } = useTranslation()
  const end = useSessionEnd(session)
  const extend = useExtendSession()
  const [readEndOf, setReadEndOf] = useState<number>()
  const mayExtend = end?.mayExtend ?? false
  const close = () => (mayExtend ? extend.mutate() : setReadEndOf(session.expiresAt))
  return (
    <Dialog
      isOpen={end !== undefined && readEndOf !== session.expiresAt}
      onClose={close}
      title={t('sessionEnd.title')}
      mayClickAway={false}
    >
      <Stack>
        <Text>{t(mayExtend ? 'sessionEnd.idle' : 'sessionEnd.absolute', { seconds: Math.ceil((end?.leftMs ?? 0) / 1000) })}</Text>
        <ErrorNotice error={extend.error} />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onSignOut}>
            {t('header.signOut')}
          </Button>
          <Button data-autofocus onClick={close} loading={extend.isPending}>
            {t(mayExtend ? 'sessionEnd.stay' : 'actions.understood')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
