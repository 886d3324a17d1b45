// The rules by what they are about.
import { Title } from '@mantine/core'
import type { PolicyValue, PolicyView } from '@motp/shared/protocol/admin-policy'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel.tsx'
import type { PolicyDraft } from './policy-draft.ts'
import styles from './policy-page.module.css'
import { RuleField } from './rule-field.tsx'

const groups = ['token', 'verification', 'enrollment', 'proofs', 'activationCode', 'session', 'signIn', 'leavers', 'audit'] as const

type RuleGroupsProps = { policy: PolicyView; draft: PolicyDraft; mayChange: boolean; onChange: (key: string, value: PolicyValue) => void }

export function RuleGroups({ policy, draft, mayChange, onChange }: RuleGroupsProps) {
  const { t } = useTranslation()
  const presetName = t(`policy.preset.${draft.preset}.name`)
  return groups.map((group) => (
    <Panel key={group} p="lg">
      <Title order={2} size="h4" mb="sm">
        {t(`policy.groups.${group}`)}
      </Title>
      <div className={styles.rules}>
        {policy.keys
          .filter(({ key }) => key.startsWith(`${group}.`))
          .map((rule) => {
            const value = draft.values[rule.key] ?? ''
            const presetValue = policy.presets[draft.preset][rule.key] ?? ''
            const source = value !== policy.values[rule.key] ? 'draft' : value === presetValue ? 'preset' : 'changed'
            return (
              <RuleField
                key={rule.key}
                {...{ rule, value, presetName, presetValue, source, mayChange }}
                onChange={(next) => onChange(rule.key, next)}
              />
            )
          })}
      </div>
    </Panel>
  ))
}
