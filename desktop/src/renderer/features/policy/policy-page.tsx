// 政策: every rule with its meaning, its value and where it comes from; nothing is applied before its differences were seen.
import { Button, Group, Stack, Text } from '@mantine/core'
import type { PolicyValue, PolicyView, PresetName } from '@motp/shared/protocol/admin-policy'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { DifferenceDialog } from './difference-dialog.tsx'
import { changesOf, countChanges, isInRange, type PolicyDraft } from './policy-draft.ts'
import styles from './policy-page.module.css'
import { PresetChoice } from './preset-choice.tsx'
import { RuleGroups } from './rule-groups.tsx'
import { Simulation } from './simulation.tsx'
import { usePolicy, useSetPolicy } from './use-policy.ts'

export function PolicyPage({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation()
  const { data: policy, error, refetch } = usePolicy()
  return (
    <Stack gap="lg">
      <div>
        <FocusHeading documentTitle={t('it.nav.policy')}>{t('it.nav.policy')}</FocusHeading>
        <Text c="dimmed">{t('policy.hint')}</Text>
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!policy && !error && <Loading />}
      {policy && <PolicyEditor policy={policy} mayChange={mayChange} onReload={() => void refetch()} />}
    </Stack>
  )
}

type PolicyEditorProps = { policy: PolicyView; mayChange: boolean; onReload: () => void }

function PolicyEditor({ policy, mayChange, onReload }: PolicyEditorProps) {
  const { t } = useTranslation()
  const [drafted, setDrafted] = useState<PolicyDraft>()
  const [isReviewing, setIsReviewing] = useState(false)
  const change = useSetPolicy()
  const draft = drafted ?? { preset: policy.preset, values: policy.values }
  const count = countChanges(policy, draft)
  const isRight = policy.keys.every((rule) => isInRange(rule, draft.values[rule.key] ?? ''))

  function apply(reason: string) {
    const body = { preset: draft.preset, values: changesOf(draft, policy.presets), revision: policy.revision, reason }
    change.mutate(body, {
      onSuccess: () => {
        setDrafted(undefined)
        setIsReviewing(false)
      },
    })
  }
  function edit(next: PolicyDraft) {
    change.reset()
    setDrafted(next)
  }
  return (
    <>
      <State policy={policy} />
      {!mayChange && <Notice kind="info">{t('policy.readOnly')}</Notice>}
      {change.isSuccess && <Notice kind="good">{t('policy.applied')}</Notice>}
      <PresetChoice
        policy={policy}
        draft={draft}
        mayChange={mayChange}
        onChoose={(preset: PresetName) => edit({ preset, values: policy.presets[preset] })}
      />
      <RuleGroups
        policy={policy}
        draft={draft}
        mayChange={mayChange}
        onChange={(key: string, value: PolicyValue) => edit({ ...draft, values: { ...draft.values, [key]: value } })}
      />
      <Simulation policy={policy} draft={count > 0 && isRight ? draft : undefined} />
      {count > 0 && (
        <section className={styles.bar} aria-label={t('policy.drafted', { count })}>
          <Text fw={600} role="status">
            {isRight ? t('policy.drafted', { count }) : t('policy.outOfRange')}
          </Text>
          <Group gap="sm">
            <Button variant="default" size="sm" onClick={() => setDrafted(undefined)}>
              {t('policy.discard')}
            </Button>
            <Button size="sm" disabled={!isRight} onClick={() => setIsReviewing(true)}>
              {t('policy.review')}
            </Button>
          </Group>
        </section>
      )}
      <DifferenceDialog
        isOpen={isReviewing}
        policy={policy}
        draft={draft}
        isBusy={change.isPending}
        error={change.error}
        onCancel={() => {
          setIsReviewing(false)
          // Somebody was faster: what stands now is what the differences are looked at against.
          if (change.error) onReload()
        }}
        onApply={apply}
      />
    </>
  )
}

function State({ policy: { preset, changedAt, changedBy } }: { policy: PolicyView }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const name = t(`policy.preset.${preset}.name`)
  if (changedAt === null) return <Text>{t('policy.neverChanged', { preset: name })}</Text>
  return <Text>{t('policy.lastChanged', { preset: name, by: changedBy ?? '', time: formatDateTime(changedAt, language) })}</Text>
}
