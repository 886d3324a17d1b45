// Two codes in a row tell the server how far the phone's clock is off.
import { Button, Group, Stack, Text } from '@mantine/core'
import { normaliseCode } from '@motp/shared/otp/otp-parameters'
import type { Token } from '@motp/shared/protocol/tokens'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeField } from '../../ui/code-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useResyncToken } from './use-tokens.ts'

type ResyncDialogProps = { token: Token | undefined; codeDigits: 6 | 8; onClose: () => void; onDone: (offsetSeconds: number) => void }

export function ResyncDialog({ token, codeDigits, onClose, onDone }: ResyncDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog isOpen={token !== undefined} onClose={onClose} title={t('resync.title')}>
      {token && <ResyncForm token={token} codeDigits={codeDigits} onClose={onClose} onDone={onDone} />}
    </Dialog>
  )
}

function ResyncForm({ token, codeDigits, onClose, onDone }: ResyncDialogProps & { token: Token }) {
  const { t } = useTranslation()
  const resync = useResyncToken()
  const [typed, setTyped] = useState<[string, string]>(['', ''])
  const [missing, setMissing] = useState<0 | 1>()

  function submit(event: FormEvent) {
    event.preventDefault()
    const [first, second] = typed.map((code) => normaliseCode(code, codeDigits))
    setMissing(first === undefined ? 0 : second === undefined ? 1 : undefined)
    if (first === undefined || second === undefined) return
    resync.mutate(
      { params: { tokenId: token.id }, body: { codes: [first, second] } },
      { onSuccess: ({ offsetSeconds }) => onDone(offsetSeconds) },
    )
  }

  const missingText = t('codeField.missing', { digits: codeDigits })
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text>{t('resync.hint')}</Text>
        <CodeField
          label={t('resync.first')}
          digits={codeDigits}
          value={typed[0]}
          onChange={(code) => setTyped([code, typed[1]])}
          error={missing === 0 && missingText}
          autoFocus
        />
        <CodeField
          label={t('resync.second')}
          digits={codeDigits}
          value={typed[1]}
          onChange={(code) => setTyped([typed[0], code])}
          error={missing === 1 && missingText}
        />
        <ErrorNotice error={resync.error} />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={resync.isPending}>
            {t('actions.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
