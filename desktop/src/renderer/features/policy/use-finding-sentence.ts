// The answer to one question of a simulation as a sentence.
import type { PolicyFinding } from '@motp/shared/protocol/admin-policy'
import { useTranslation } from 'react-i18next'

export function useFindingSentence(): (finding: PolicyFinding) => string {
  const { t } = useTranslation()
  const list = (names: readonly string[]) => names.join(t('policy.simulate.separator'))
  return ({ question, answer }) => {
    const text = (key: string) => String(answer[key])
    const texts = (key: string) => (Array.isArray(answer[key]) ? answer[key] : [])
    switch (question) {
      case 'register': {
        const modes = (['online', 'offline', 'otpauth'] as const).filter((mode) => texts('modes').includes(mode))
        return modes.length === 0 ? t('policy.simulate.noModes') : list(modes.map((mode) => t(`policy.simulate.modes.${mode}`)))
      }
      case 'activationCode':
        if (answer.isNeeded !== true) return t('policy.simulate.codeNotNeeded')
        return t(answer.hasOpen === true ? 'policy.simulate.codeNeeded' : 'policy.simulate.codeMissing')
      case 'recovery': {
        const proofs = (['password', 'code', 'mailed-code', 'activation-code'] as const).filter((proof) => texts('proofs').includes(proof))
        return t('policy.simulate.recovery', {
          needed: Number(answer.needed),
          proofs: list(proofs.map((proof) => t(`policy.simulate.proofs.${proof}`))),
        })
      }
      case 'codes':
        return t('policy.simulate.codes', {
          ...{ digits: text('digits'), algorithm: text('algorithm') },
          ...{ periodSeconds: text('periodSeconds'), toleranceSeconds: text('toleranceSeconds') },
        })
      case 'wrongCodes':
        return t('policy.simulate.wrong', {
          ...{ failures: text('failures'), failuresLeft: text('failuresLeft'), nextPauseSeconds: text('nextPauseSeconds') },
        })
      case 'session':
        return t('policy.simulate.session', {
          ...{ idleMinutes: text('idleMinutes'), absoluteMinutes: text('absoluteMinutes'), tries: text('tries') },
        })
      case 'validity':
        return t('policy.simulate.validity', { days: text('days') })
    }
  }
}
