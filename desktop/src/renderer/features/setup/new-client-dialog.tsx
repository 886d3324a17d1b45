// A new relying system: who it is, from where and what it may ask.
import { Button, Checkbox, Group, NativeSelect, NumberInput, Stack, Textarea, TextInput } from '@mantine/core'
import { type ClientKind, clientKinds, type NewClient } from '@motp/shared/protocol/clients'
import { verificationModeSchema } from '@motp/shared/protocol/verification'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'

const modes = verificationModeSchema.options

type NewClientDialogProps = { isBusy: boolean; error: unknown; onCancel: () => void; onAdd: (client: NewClient) => void }

export function NewClientDialog({ isBusy, error, onCancel, onAdd }: NewClientDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<ClientKind>('rest')
  const [addresses, setAddresses] = useState('')
  const [mode, setMode] = useState(modes[0])
  const [requestsPerMinute, setPerMinute] = useState(6000)
  const [maySeeReasons, setMaySeeReasons] = useState(false)
  const [requiresMessageAuthenticator, setRequires] = useState(true)

  function submit(event: FormEvent) {
    event.preventDefault()
    const list = addresses.split(/[\s,]+/).filter((one) => one !== '')
    onAdd({
      name: name.trim(),
      kind,
      addresses: list,
      modes: [mode ?? 'code'],
      requestsPerMinute,
      maySeeReasons,
      requiresMessageAuthenticator,
    })
  }
  return (
    <Dialog isOpen onClose={onCancel} title={t('setup.form.title')} mayClickAway={false}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('setup.form.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={64}
            required
            data-autofocus
          />
          <NativeSelect
            label={t('setup.form.kind')}
            value={kind}
            onChange={(event) => setKind(clientKinds.find((one) => one === event.currentTarget.value) ?? kind)}
          >
            {clientKinds.map((one) => (
              <option key={one} value={one}>
                {t(`setup.form.${one}`)}
              </option>
            ))}
          </NativeSelect>
          <Textarea
            label={t('setup.form.addresses')}
            description={t('setup.form.addressesHint')}
            value={addresses}
            onChange={(event) => setAddresses(event.currentTarget.value)}
            rows={2}
            required={kind === 'radius'}
          />
          <NativeSelect
            label={t('setup.form.mode')}
            value={mode}
            onChange={(event) => setMode(modes.find((one) => one === event.currentTarget.value) ?? mode)}
          >
            {modes.map((one) => (
              <option key={one} value={one}>
                {t(`setup.modes.${one}`)}
              </option>
            ))}
          </NativeSelect>
          <NumberInput
            label={t('setup.form.perMinute')}
            value={requestsPerMinute}
            onChange={(value) => setPerMinute(Number(value))}
            min={1}
            max={10_000_000}
            allowDecimal={false}
          />
          <Checkbox
            label={t('setup.form.reasons')}
            checked={maySeeReasons}
            onChange={(event) => setMaySeeReasons(event.currentTarget.checked)}
          />
          {kind === 'radius' && (
            <Checkbox
              label={t('setup.form.authenticator')}
              checked={requiresMessageAuthenticator}
              onChange={(event) => setRequires(event.currentTarget.checked)}
            />
          )}
          <ErrorNotice error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              {t('actions.cancel')}
            </Button>
            <Button type="submit" loading={isBusy} disabled={name.trim() === ''}>
              {t('setup.form.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
