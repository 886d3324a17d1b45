// What is done with one client: test it, and its key, shown once.
import { Button, CopyButton, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import type { Client } from '@motp/shared/protocol/clients'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useContentProtection } from '../../ui/use-content-protection.ts'
import { FindingList } from './finding-list.tsx'
import styles from './setup-page.module.css'
import { useTestClient } from './use-setup.ts'

export function TestClientDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const { t } = useTranslation()
  const [address, setAddress] = useState('')
  const [key, setKey] = useState('')
  const test = useTestClient(client.id)
  function submit(event: FormEvent) {
    event.preventDefault()
    test.mutate({ address: address.trim(), key: key.trim() })
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('setup.testDialog.title', { name: client.name })}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('setup.testDialog.address')}
            description={t('setup.testDialog.addressHint')}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            maxLength={64}
            autoComplete="off"
            data-autofocus
          />
          {client.kind === 'rest' && (
            <PasswordInput
              label={t('setup.testDialog.key')}
              description={t('setup.testDialog.keyHint')}
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
              maxLength={300}
              autoComplete="off"
            />
          )}
          <ErrorNotice error={test.error} />
          {test.data && <FindingList findings={test.data} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('actions.close')}
            </Button>
            <Button type="submit" loading={test.isPending}>
              {t('setup.testDialog.run')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

export function KeyDialog({ name, value, onClose }: { name: string; value: string; onClose: () => void }) {
  const { t } = useTranslation()
  useContentProtection()
  return (
    <Dialog isOpen onClose={onClose} title={t('setup.key.title', { name })} mayClickAway={false}>
      <Stack>
        <Notice kind="warn">{t('setup.key.once')}</Notice>
        <code className={styles.key}>{value}</code>
        <Group justify="flex-end">
          <CopyButton value={value}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {t(copied ? 'setup.key.copied' : 'setup.key.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose} data-autofocus>
            {t('actions.close')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
