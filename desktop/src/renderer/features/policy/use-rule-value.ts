// The value of a rule as a person reads it.
import { otpProfiles } from '@motp/shared/otp/otp-parameters'
import type { PolicyValue } from '@motp/shared/protocol/admin-policy'
import { useTranslation } from 'react-i18next'
import { ruleWords } from '../../i18n/policy-words.ts'
import { useLanguage } from '../../i18n/use-language.ts'

export function useRuleValue(): (key: string, value: PolicyValue) => string {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return (key, value) => {
    if (typeof value === 'boolean') return t(value ? 'policy.on' : 'policy.off')
    const profile = key === 'token.profile' ? otpProfiles[Number(value)] : undefined
    if (profile) return t('policy.profile', { algorithm: profile.algorithm, digits: profile.digits, period: profile.periodSeconds })
    const { unit } = ruleWords(key, language)
    return unit === undefined ? String(value) : `${value} ${unit}`
  }
}
