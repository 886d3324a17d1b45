// Subject and text, with what may be put in; whatever is wrong is told at its field.
import { Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type MailTemplate, type Placeholder, subjectMost, type TemplateWords, textMost } from '@motp/shared/protocol/admin-mail-templates'
import type { TemplateFault } from '@motp/shared/protocol/template-fault'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './mail-templates.module.css'

type FieldsProps = {
  template: MailTemplate
  words: TemplateWords
  faults: readonly TemplateFault[]
  mayChange: boolean
  onChange: (words: TemplateWords) => void
}

export function TemplateFields({ template, words, faults, mayChange, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const text = useRef<HTMLTextAreaElement>(null)
  const faultsOf = (field: TemplateFault['field']) => {
    const sentences = faults
      .filter((one) => one.field === field)
      .map(({ fault, word }) => t(`mails.faults.${fault}`, { word: fault === 'link' ? word : `{${word}}` }))
    return sentences.length > 0 ? sentences.map((sentence) => <span key={sentence}>{sentence}</span>) : undefined
  }

  /** Where the cursor is; what takes a line of its own gets one. */
  function insert({ name, isAlone }: Placeholder) {
    const field = text.current
    const [start, end] = [field?.selectionStart ?? words.text.length, field?.selectionEnd ?? words.text.length]
    const put = isAlone ? `\n\n{${name}}\n\n` : `{${name}}`
    onChange({ ...words, text: words.text.slice(0, start) + put + words.text.slice(end) })
    requestAnimationFrame(() => {
      field?.focus()
      field?.setSelectionRange(start + put.length, start + put.length)
    })
  }
  return (
    <Stack>
      <TextInput
        label={t('mails.subject')}
        value={words.subject}
        onChange={(event) => onChange({ ...words, subject: event.currentTarget.value })}
        error={faultsOf('subject')}
        maxLength={subjectMost}
        readOnly={!mayChange}
        lang={template.language}
        autoComplete="off"
        classNames={{ error: styles.faults ?? '' }}
      />
      <Textarea
        ref={text}
        label={t('mails.text')}
        description={t('mails.textHint')}
        value={words.text}
        onChange={(event) => onChange({ ...words, text: event.currentTarget.value })}
        error={faultsOf('text')}
        maxLength={textMost}
        rows={12}
        size="md"
        readOnly={!mayChange}
        lang={template.language}
        classNames={{ error: styles.faults ?? '' }}
      />
      <Placeholders placeholders={template.placeholders} {...(mayChange ? { onInsert: insert } : {})} />
    </Stack>
  )
}

function Placeholders({ placeholders, onInsert }: { placeholders: readonly Placeholder[]; onInsert?: (one: Placeholder) => void }) {
  const { t } = useTranslation()
  return (
    <div>
      <Text fw={600}>{t('mails.placeholders')}</Text>
      <Text size="sm" c="dimmed">
        {t(onInsert ? 'mails.placeholdersHint' : 'mails.placeholdersRead')}
      </Text>
      <ul className={styles.placeholders}>
        {placeholders.map((one) => (
          <li key={one.name}>
            {onInsert ? (
              <button type="button" onClick={() => onInsert(one)} aria-label={t('mails.insert', { name: one.name })}>
                {`{${one.name}}`}
              </button>
            ) : (
              <code>{`{${one.name}}`}</code>
            )}
            <span>
              {t(`mails.names.${one.name}`)}
              {one.isRequired && <strong> · {t('mails.required')}</strong>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
