// What IT wrote down about the user, and the field for more.
import { Button, Stack, Text, Textarea } from '@mantine/core'
import type { UserNote } from '@motp/shared/protocol/admin-users'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SectionTitle } from './section-title.tsx'
import { useAddNote } from './use-user.ts'
import styles from './user-page.module.css'

export function NotePanel({ userId, notes, mayWrite }: { userId: string; notes: readonly UserNote[]; mayWrite: boolean }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return (
    <Panel>
      <SectionTitle>{t('user.notes.title')}</SectionTitle>
      <Stack gap="md">
        {notes.length === 0 && <Text c="dimmed">{t('user.notes.none')}</Text>}
        {notes.length > 0 && (
          <ul className={styles.list}>
            {notes.map(({ id, at, author, text }) => (
              <li key={id}>
                <Text className={styles.note ?? ''}>{text}</Text>
                <span className={styles.small}>{t('user.notes.by', { author: author ?? '—', time: formatDateTime(at, language) })}</span>
              </li>
            ))}
          </ul>
        )}
        {mayWrite && <NoteForm userId={userId} />}
      </Stack>
    </Panel>
  )
}

function NoteForm({ userId }: { userId: string }) {
  const { t } = useTranslation()
  const add = useAddNote(userId)
  const [text, setText] = useState('')
  const [isMissing, setMissing] = useState(false)

  function submit(event: FormEvent) {
    event.preventDefault()
    setMissing(text.trim() === '')
    if (text.trim() !== '') add.mutate(text, { onSuccess: () => setText('') })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="sm" align="flex-start">
        <Textarea
          w="100%"
          label={t('user.notes.label')}
          description={t('user.notes.hint')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={isMissing && t('user.notes.missing')}
          autosize
          minRows={2}
          maxLength={2000}
        />
        <ErrorNotice error={add.error} />
        <Button type="submit" variant="default" size="sm" loading={add.isPending}>
          {t('user.notes.add')}
        </Button>
      </Stack>
    </form>
  )
}
