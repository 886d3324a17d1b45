// A row of six-digit fields that split a paste, jump on, and are judged each as soon as it is full.
import { IconCheck } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './group-fields.module.css'
import { digitsPerGroup, spreadDigits } from './spread-digits.ts'

/** `undefined`: not yet to be judged; `true`: right; a string: what is wrong and what to do. */
export type GroupVerdict = true | string | undefined

type GroupFieldsProps = {
  legend: string
  groups: readonly string[]
  onChange: (groups: string[]) => void
  verdicts: readonly GroupVerdict[]
  autoFocus?: boolean
}

export function GroupFields({ legend, groups, onChange, verdicts, autoFocus = false }: GroupFieldsProps) {
  const { t } = useTranslation()
  const inputs = useRef<(HTMLInputElement | null)[]>([])
  const id = useId()
  useEffect(() => {
    if (autoFocus) inputs.current[0]?.focus()
  }, [autoFocus])

  function type(position: number, typed: string) {
    const next = spreadDigits(groups, position, typed)
    onChange(next.groups)
    if (next.focus !== position) inputs.current[next.focus]?.focus()
  }

  function step(event: KeyboardEvent<HTMLInputElement>, position: number) {
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const isAtStart = selectionStart === 0 && selectionEnd === 0
    const goesBack = (event.key === 'Backspace' && value === '') || (event.key === 'ArrowLeft' && isAtStart)
    const goesOn = event.key === 'ArrowRight' && selectionStart === value.length
    const target = goesBack ? position - 1 : position + 1
    if (!(goesBack || goesOn) || !inputs.current[target]) return
    event.preventDefault()
    inputs.current[target].focus()
  }

  return (
    <fieldset className={styles.fieldset}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.row}>
        {groups.map((value, position) => {
          const verdict = verdicts[position]
          const errorId = `${id}-${position}`
          return (
            <div key={position} className={styles.group} data-verdict={verdict === true ? 'right' : verdict ? 'wrong' : undefined}>
              <span className={styles.number} aria-hidden>
                {position + 1}
              </span>
              <input
                ref={(element) => {
                  inputs.current[position] = element
                }}
                className={styles.input}
                aria-label={t('groups.label', { number: position + 1 })}
                aria-invalid={typeof verdict === 'string'}
                aria-describedby={typeof verdict === 'string' ? errorId : undefined}
                inputMode="numeric"
                autoComplete="off"
                spellCheck={false}
                placeholder={'0'.repeat(digitsPerGroup)}
                value={value}
                onChange={(event) => type(position, event.currentTarget.value)}
                onKeyDown={(event) => step(event, position)}
                onFocus={(event) => event.currentTarget.select()}
              />
              <span className={styles.tick}>{verdict === true && <IconCheck size={20} stroke={3} aria-label={t('groups.right')} />}</span>
              {typeof verdict === 'string' && (
                <span id={errorId} className={styles.error}>
                  {verdict}
                </span>
              )}
            </div>
          )
        })}
      </div>
      <div className="visually-hidden" role="status">
        {t('groups.progress', { right: verdicts.filter((verdict) => verdict === true).length, total: groups.length })}
      </div>
    </fieldset>
  )
}
