// The presets as cards: what each stands for, and how far it is from what is in force.
import { UnstyledButton } from '@mantine/core'
import { type PolicyView, type PresetName, presetNames } from '@motp/shared/protocol/admin-policy'
import { useTranslation } from 'react-i18next'
import { differencesOf, type PolicyDraft } from './policy-draft.ts'
import styles from './policy-page.module.css'

type PresetChoiceProps = { policy: PolicyView; draft: PolicyDraft; mayChange: boolean; onChoose: (preset: PresetName) => void }

export function PresetChoice({ policy, draft, mayChange, onChoose }: PresetChoiceProps) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.presets}>
      <legend className={styles.legend}>{t('policy.presets')}</legend>
      {presetNames.map((preset) => {
        const count = differencesOf(policy.values, policy.presets[preset]).length
        return (
          <UnstyledButton
            key={preset}
            className={styles.preset}
            aria-pressed={draft.preset === preset}
            disabled={!mayChange}
            onClick={() => onChoose(preset)}
          >
            <strong>
              {t(`policy.preset.${preset}.name`)}
              {policy.preset === preset && <span className={styles.inForce}>{t('policy.inForce')}</span>}
            </strong>
            <span>{t(`policy.preset.${preset}.text`)}</span>
            <span className={styles.count}>{count === 0 ? t('policy.same') : t('policy.differs', { count })}</span>
          </UnstyledButton>
        )
      })}
    </fieldset>
  )
}
