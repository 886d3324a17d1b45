// The relying systems: what each may ask, and what can be done with it.
import { Anchor, Button, Stack, Text, Title } from '@mantine/core'
import type { Client, NewClient } from '@motp/shared/protocol/clients'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Loading } from '../../ui/loading.tsx'
import { KeyDialog, TestClientDialog } from './client-dialogs.tsx'
import { NewClientDialog } from './new-client-dialog.tsx'
import styles from './setup-page.module.css'
import { useClientChanges, useClients } from './use-setup.ts'

type Open = { kind: 'add' } | { kind: 'test' | 'rotate' | 'remove'; client: Client } | { kind: 'key'; name: string; value: string }
const intents = ['test', 'rotate', 'remove'] as const

export function ClientList({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation()
  const { data: clients, error, refetch } = useClients()
  const [open, setOpen] = useState<Open>()
  const columns = useClientColumns(mayChange, setOpen)
  return (
    <Stack gap="sm">
      <div className={styles.head}>
        <div>
          <Title order={2} size="h4">
            {t('setup.clients')}
          </Title>
          <Text c="dimmed">{t('setup.clientsHint')}</Text>
        </div>
        {mayChange && (
          <Button size="sm" onClick={() => setOpen({ kind: 'add' })}>
            {t('setup.add')}
          </Button>
        )}
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!clients && !error && <Loading />}
      {clients?.length === 0 && <Text>{t('setup.noClients')}</Text>}
      {clients && clients.length > 0 && <DataTable label={t('setup.clients')} columns={columns} rows={clients} keyOf={({ id }) => id} />}
      {open && <ClientDialog key={open.kind} open={open} onOpen={setOpen} />}
    </Stack>
  )
}

function ClientDialog({ open, onOpen }: { open: Open; onOpen: (open: Open | undefined) => void }) {
  const { t } = useTranslation()
  const { add, rotate, remove } = useClientChanges()
  const close = () => onOpen(undefined)
  const showKey = {
    onSuccess: ({ client, key }: { client: Client; key: string }) => onOpen({ kind: 'key', name: client.name, value: key }),
  }
  if (open.kind === 'key') return <KeyDialog name={open.name} value={open.value} onClose={close} />
  if (open.kind === 'test') return <TestClientDialog client={open.client} onClose={close} />
  if (open.kind === 'add') {
    return (
      <NewClientDialog
        isBusy={add.isPending}
        error={add.error}
        onCancel={close}
        onAdd={(client: NewClient) => add.mutate(client, showKey)}
      />
    )
  }
  const { kind, client } = open
  const { isPending, error } = kind === 'rotate' ? rotate : remove
  const confirm = () => (kind === 'rotate' ? rotate.mutate(client, showKey) : remove.mutate(client, { onSuccess: close }))
  return (
    <ConfirmDialog
      title={t(`setup.${kind}Dialog.title`, { name: client.name })}
      text={t(`setup.${kind}Dialog.text`)}
      confirm={t(`setup.${kind}`)}
      isBusy={isPending}
      error={error}
      onCancel={close}
      onConfirm={confirm}
    />
  )
}

function useClientColumns(mayChange: boolean, onOpen: (open: Open) => void): Column<Client>[] {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const actions: Column<Client> = {
    key: 'actions',
    name: t('setup.columns.actions'),
    render: (client) => (
      <span className={styles.actions}>
        {intents.map((kind) => (
          <Anchor
            key={kind}
            component="button"
            type="button"
            fz="inherit"
            onClick={() => onOpen({ kind, client })}
            aria-label={t(`setup.named.${kind}`, { name: client.name })}
          >
            {t(`setup.${kind}`)}
          </Anchor>
        ))}
      </span>
    ),
  }
  return [
    { key: 'name', name: t('setup.columns.name'), render: ({ name }) => <strong>{name}</strong> },
    { key: 'kind', name: t('setup.columns.kind'), render: ({ kind }) => kind.toUpperCase() },
    { key: 'addresses', name: t('setup.columns.addresses'), render: ({ addresses }) => addresses.join(', ') || t('setup.anywhere') },
    { key: 'modes', name: t('setup.columns.modes'), render: ({ modes }) => modes.map((mode) => t(`setup.modes.${mode}`)).join(', ') },
    {
      key: 'lastUsed',
      name: t('setup.columns.lastUsed'),
      render: ({ lastUsedAt }) => (lastUsedAt === null ? t('setup.never') : formatDateTime(lastUsedAt, language)),
    },
    ...(mayChange ? [actions] : []),
  ]
}
