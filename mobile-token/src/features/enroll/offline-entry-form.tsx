// The five groups, an activation code for those who have one, what to compare with the computer, and the way on.
import { decodeGroups } from '@motp/shared/enrollment/digit-groups'
import type { ChallengeView } from '@motp/shared/enrollment/offline-enrollment'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from '../../ui/banner.tsx'
import type { OfflineDraft } from '../../vault/offline-draft.ts'
import { type ChallengeCheck, checkChallenge } from './challenge-check.ts'
import { emptyGroups, isPlainlyOtherLeg } from './digit-entry.ts'
import { DigitFields } from './digit-fields.tsx'
import type { OfflineEntry } from './use-offline-entry.ts'

export type Confirmed = { challenge: string; view: ChallengeView; activation: string | undefined }

type OfflineEntryFormProps = { entry: OfflineEntry; draft: OfflineDraft; now: () => number; onConfirm: (confirmed: Confirmed) => void }

export function OfflineEntryForm({ entry, draft, now, onConfirm }: OfflineEntryFormProps) {
  const { t } = useTranslation()
  const [withActivation, setWithActivation] = useState(() => draft.activation.some((group) => group !== ''))
  const check = checkChallenge(draft.challenge, now())
  const activation = decodeGroups('activation', draft.activation)
  const canGoOn = check.kind === 'usable' && (!withActivation || activation.ok)

  function toggleActivation(): void {
    setWithActivation(!withActivation)
    entry.change({ activation: emptyGroups('activation') })
  }

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (!canGoOn) return
        onConfirm({ ...check, activation: withActivation && activation.ok ? activation.payload : undefined })
      }}
    >
      {entry.isResumed && <p className="muted small">{t('offline.resumed')}</p>}
      <DigitFields
        leg="challenge"
        legend={t('offline.lead')}
        groups={draft.challenge}
        onType={(challenge) => entry.change({ challenge })}
      />
      {isPlainlyOtherLeg('challenge', draft.challenge) && (
        <Banner kind="error">
          <p>{t('offline.wrongLegAll')}</p>
        </Banner>
      )}
      <ChallengeVerdict check={check} />
      {withActivation && (
        <DigitFields
          leg="activation"
          legend={t('offline.activationLead')}
          groups={draft.activation}
          onType={(groups) => entry.change({ activation: groups })}
        />
      )}
      <button type="submit" className="button button-primary" disabled={!canGoOn}>
        {t('app.next')}
      </button>
      <div className="row">
        <button type="button" className="button button-quiet" onClick={toggleActivation}>
          {t(withActivation ? 'offline.noActivation' : 'offline.haveActivation')}
        </button>
        <button type="button" className="button button-quiet" onClick={entry.clear}>
          {t('offline.clearAll')}
        </button>
      </div>
    </form>
  )
}

function ChallengeVerdict({ check }: { check: ChallengeCheck }) {
  const { t } = useTranslation()
  if (check.kind === 'incomplete') return null
  if (check.kind === 'usable') {
    const { serverCode, parameters } = check.view
    const { digits, periodSeconds, algorithm } = parameters
    return (
      <section className="card compare" aria-labelledby="compare-title">
        <h2 id="compare-title">{t('offline.compareTitle')}</h2>
        <dl className="facts">
          <div>
            <dt>{t('offline.serverCode')}</dt>
            <dd className="serial">{serverCode}</dd>
          </div>
          <div>
            <dt>{t('offline.parameters')}</dt>
            <dd>{t('details.parametersValue', { digits, period: periodSeconds, algorithm })}</dd>
          </div>
        </dl>
      </section>
    )
  }
  const sentences = {
    'unknown-version': t('offline.unknownVersion'),
    'pin-required': t('offline.pinRequired'),
    'clock-wrong': t('offline.clockWrong'),
  }
  return (
    <Banner kind="error">
      <p>{sentences[check.kind]}</p>
    </Banner>
  )
}
