// Ctrl+K: users by account, name or serial, and the pages, in one list driven by the keyboard (ARIA combobox with a listbox).
import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { Role } from '@motp/shared/protocol/session'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFoundUsers } from '../features/users/use-found-users.ts'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import styles from './find-dialog.module.css'
import { listItPages } from './it-pages.ts'

type FindDialogProps = { roles: readonly Role[]; onClose: () => void }

type Found = { id: string; group: 'users' | 'pages'; name: string; hint: string; open: () => void }

export function FindDialog({ roles, onClose }: FindDialogProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const { found, error, isWaiting } = useFound(typed, roles)
  const at = Math.min(chosen, found.length - 1)

  function open(one: Found | undefined) {
    if (!one) return
    onClose()
    one.open()
  }

  function drive(event: KeyboardEvent) {
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: found.length - 1 }
    const next = moves[event.key]
    if (event.key === 'Enter') open(found[at])
    else if (next === undefined || found.length === 0 || event.nativeEvent.isComposing) return
    else setChosen((next + found.length) % found.length)
    event.preventDefault()
  }

  return (
    <Dialog isOpen onClose={onClose} title={t('it.find.label')} isWide>
      <TextInput
        data-autofocus
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={drive}
        leftSection={<IconSearch size={18} aria-hidden />}
        aria-label={t('it.find.hint')}
        placeholder={t('it.find.hint')}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="found"
        aria-activedescendant={found[at] ? `found-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
      />
      <ErrorNotice error={error} />
      <div id="found" role="listbox" aria-label={t('it.find.label')} className={styles.list}>
        {found.map((one, position) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
          <div
            key={one.id}
            id={`found-${position}`}
            role="option"
            tabIndex={-1}
            aria-selected={position === at}
            className={styles.option}
            onClick={() => open(one)}
          >
            <span className={styles.name}>{one.name}</span>
            <span className={styles.hint}>{one.hint}</span>
          </div>
        ))}
      </div>
      <p className={styles.note} role="status">
        {found.length === 0 && !isWaiting ? t('it.find.none') : t('it.find.keys')}
      </p>
    </Dialog>
  )
}

const typingPauseMs = 150

function useFound(typed: string, roles: readonly Role[]) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [search] = useDebouncedValue(typed.trim(), typingPauseMs)
  const { data: users = [], error, isFetching } = useFoundUsers(search)
  const key = typed.trim().toLowerCase()
  const pages: Found[] = listItPages(roles)
    .map(({ name, to }) => ({
      id: to,
      group: 'pages' as const,
      name: t(`it.nav.${name}`),
      hint: t('it.find.pages'),
      open: () => void navigate({ to }),
    }))
    .filter(({ name }) => name.toLowerCase().includes(key))
  const people: Found[] = users.map(({ id, account, displayName, directory }) => ({
    id,
    group: 'users',
    name: `${account}  ${displayName}`,
    hint: directory,
    open: () => void navigate({ to: '/it/users/$userId', params: { userId: id } }),
  }))
  return { found: [...(search === '' ? [] : people), ...pages], error, isWaiting: isFetching || search !== typed.trim() }
}
