// One field for each group of digits: the number keypad, a jump forward when a group is right, a step back on delete in an empty one.

import type { LegKind } from '@motp/shared/enrollment/digit-groups'
import { type KeyboardEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CheckIcon, WarningIcon } from '../../ui/icons.tsx'
import { type Judgement, judgeGroup, typeGroup } from './digit-entry.ts'

type DigitFieldsProps = { leg: LegKind; legend: string; groups: readonly string[]; onType: (groups: readonly string[]) => void }

export function DigitFields({ leg, legend, groups, onType }: DigitFieldsProps) {
  const fields = useRef<(HTMLInputElement | null)[]>([])

  function type(position: number, text: string): void {
    const typed = typeGroup(leg, groups, { position, text })
    onType(typed.groups)
    if (typed.focus !== undefined) fields.current[typed.focus]?.focus()
  }
  function stepBack(position: number, event: KeyboardEvent): void {
    if (event.key !== 'Backspace' || groups[position] !== '' || position === 0) return
    event.preventDefault()
    fields.current[position - 1]?.focus()
  }

  return (
    <fieldset className="digit-fields">
      <legend>{legend}</legend>
      {groups.map((group, position) => (
        <DigitField
          // The position is the identity: groups never move.
          key={position}
          ref={(field) => {
            fields.current[position] = field
          }}
          number={position + 1}
          count={groups.length}
          value={group}
          judgement={judgeGroup(leg, position, group)}
          onText={(text) => type(position, text)}
          onKeyDown={(event) => stepBack(position, event)}
        />
      ))}
    </fieldset>
  )
}

type DigitFieldProps = {
  ref: (field: HTMLInputElement | null) => void
  number: number
  count: number
  value: string
  judgement: Judgement
  onText: (text: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

function DigitField({ ref, number, count, value, judgement, onText, onKeyDown }: DigitFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const isWrong = judgement === 'wrong' || judgement === 'wrong-leg'
  return (
    <div className={`digit-field digit-field-${isWrong ? 'wrong' : judgement}`}>
      <span className="digit-number" aria-hidden="true">
        {number}
      </span>
      <input
        ref={ref}
        className="digit-input"
        inputMode="numeric"
        autoComplete="off"
        enterKeyHint="next"
        placeholder="······"
        value={value}
        aria-label={t('offline.groupOf', { number, count })}
        aria-invalid={isWrong}
        aria-describedby={`${id}-verdict`}
        onChange={(event) => onText(event.target.value)}
        onPaste={(event) => {
          event.preventDefault()
          onText(event.clipboardData.getData('text'))
        }}
        onKeyDown={onKeyDown}
      />
      <span className="digit-mark" aria-hidden="true">
        {judgement === 'accepted' && <CheckIcon />}
        {isWrong && <WarningIcon />}
      </span>
      <p id={`${id}-verdict`} className={isWrong ? 'digit-verdict' : 'visually-hidden'} role={isWrong ? 'alert' : undefined}>
        {judgement === 'accepted' && t('offline.accepted')}
        {judgement === 'wrong' && t('offline.wrong')}
        {judgement === 'wrong-leg' && t('offline.wrongLeg')}
      </p>
    </div>
  )
}
