// One field for the code that a phone or a mail shows. Takes full-width digits and spaces; judged when handed in.
import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './code-field.module.css'

type CodeFieldProps = {
  label: string
  digits: number
  value: string
  onChange: (value: string) => void
  error?: ReactNode
  autoFocus?: boolean
}

export function CodeField({ label, digits, value, onChange, error, autoFocus = false }: CodeFieldProps) {
  const { t } = useTranslation()
  return (
    <TextInput
      label={label}
      description={t('codeField.description', { digits })}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      data-autofocus={autoFocus || undefined}
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      maxLength={digits * 2 + 4}
      classNames={{ wrapper: styles.wrapper ?? '', input: styles.input ?? '' }}
    />
  )
}
