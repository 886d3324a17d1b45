// One rule: its name, what it means, its value, where the value comes from.
import { Anchor, Badge, NativeSelect, NumberInput, Switch, Text, TextInput } from '@mantine/core'
import { otpProfiles } from '@motp/shared/otp/otp-parameters'
import type { PolicyKey, PolicyValue } from '@motp/shared/protocol/admin-policy'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ruleWords } from '../../i18n/policy-words.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { isInRange } from './policy-draft.ts'
import styles from './policy-page.module.css'
import { useRuleValue } from './use-rule-value.ts'

export type RuleState = {
  rule: PolicyKey
  value: PolicyValue
  presetName: string
  presetValue: PolicyValue
  source: 'preset' | 'changed' | 'draft'
}
type RuleFieldProps = RuleState & { mayChange: boolean; onChange: (value: PolicyValue) => void }

export function RuleField({ rule, value, presetName, presetValue, source, mayChange, onChange }: RuleFieldProps) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const ruleValue = useRuleValue()
  const { name, meaning } = ruleWords(rule.key, language)
  const meaningId = useId()
  return (
    <div className={styles.rule} data-source={source}>
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed" id={meaningId}>
          {meaning}
        </Text>
      </div>
      <div className={styles.value}>
        {mayChange ? (
          <ValueControl rule={rule} name={name} value={value} describedBy={meaningId} onChange={onChange} />
        ) : (
          <Text>{ruleValue(rule.key, value)}</Text>
        )}
        <span className={styles.source}>
          {source === 'preset' ? (
            t('policy.sources.preset', { preset: presetName })
          ) : (
            <Badge tt="none" color={source === 'draft' ? 'yellow.9' : 'accent'}>
              {t(`policy.sources.${source}`)}
            </Badge>
          )}
          {mayChange && rule.kind === 'number' && rule.key !== 'token.profile' && (
            <span>{t('policy.bounds', { min: rule.min ?? 0, max: rule.max ?? 0 })}</span>
          )}
          {mayChange && value !== presetValue && (
            <Anchor component="button" type="button" size="sm" onClick={() => onChange(presetValue)}>
              {t('policy.back', { preset: presetName, value: ruleValue(rule.key, presetValue) })}
            </Anchor>
          )}
        </span>
      </div>
    </div>
  )
}

type ValueControlProps = { rule: PolicyKey; name: string; value: PolicyValue; describedBy: string; onChange: (value: PolicyValue) => void }

function ValueControl({ rule, name, value, describedBy, onChange }: ValueControlProps) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const ruleValue = useRuleValue()
  const shared = { 'aria-label': name, 'aria-describedby': describedBy }
  const bounds = { min: rule.min ?? 0, max: rule.max ?? 0 }
  if (rule.kind === 'switch') {
    return (
      <Switch
        {...shared}
        size="md"
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
        label={ruleValue(rule.key, value)}
      />
    )
  }
  if (rule.key === 'token.profile') {
    return (
      <NativeSelect {...shared} size="sm" value={String(value)} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {otpProfiles.map((profile, position) => (
          <option key={JSON.stringify(profile)} value={position}>
            {ruleValue(rule.key, position)}
          </option>
        ))}
      </NativeSelect>
    )
  }
  const isRight = isInRange(rule, value)
  if (rule.kind === 'text') {
    const text = { value: String(value), error: isRight ? null : t('policy.wrongText') }
    return <TextInput {...shared} size="sm" {...text} onChange={(event) => onChange(event.currentTarget.value)} />
  }
  return (
    <NumberInput
      {...shared}
      size="sm"
      value={Number.isNaN(value) ? '' : Number(value)}
      onChange={(typed) => onChange(typed === '' ? Number.NaN : Number(typed))}
      error={isRight ? null : t('policy.wrong', bounds)}
      {...(ruleWords(rule.key, language).unit ? { suffix: ` ${ruleWords(rule.key, language).unit}` } : {})}
      allowDecimal={false}
      clampBehavior="none"
    />
  )
}
