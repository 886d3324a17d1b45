// What is different from the built-in words, line by line; told by sign and word besides the colour.
import { Text } from '@mantine/core'
import type { TemplateWords } from '@motp/shared/protocol/admin-mail-templates'
import { useTranslation } from 'react-i18next'
import { compareLines } from './line-difference.ts'
import styles from './mail-templates.module.css'

const signs = { same: ' ', gone: '−', new: '+' }

export function WordsDifference({ builtIn, words }: { builtIn: TemplateWords; words: TemplateWords }) {
  const { t } = useTranslation()
  const changes = compareLines(toLines(builtIn), toLines(words))
  if (changes.every(({ kind }) => kind === 'same')) return <Text>{t('mails.noDifference')}</Text>
  return (
    <div className={styles.lines}>
      {changes.map(({ key, kind, line }) => (
        <div key={key} data-kind={kind}>
          <span aria-hidden>{signs[kind]}</span>
          {kind !== 'same' && <span className="visually-hidden">{t(`mails.lines.${kind}`)}</span>}
          <span>{line || '\u00a0'}</span>
        </div>
      ))}
    </div>
  )
}

function toLines({ subject, text }: TemplateWords): string {
  return `${subject.trim()}\n\n${text.trim()}`
}
