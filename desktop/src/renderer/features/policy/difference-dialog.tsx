// Every difference before it is applied, and why it is made; the cautious answer has the focus.
import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { PolicyView } from '@motp/shared/protocol/admin-policy'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ruleWords } from '../../i18n/policy-words.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { countChanges, type Difference, differencesOf, type PolicyDraft } from './policy-draft.ts'
import { useRuleValue } from './use-rule-value.ts'

type DifferenceDialogProps = {
  isOpen: boolean
  policy: PolicyView
  draft: PolicyDraft
  isBusy: boolean
  error: unknown
  onCancel: () => void
  onApply: (reason: string) => void
}

export function DifferenceDialog({ isOpen, policy, draft, isBusy, error, onCancel, onApply }: DifferenceDialogProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const columns = useDifferenceColumns()
  const differences = differencesOf(policy.values, draft.values)
  return (
    <Dialog isOpen={isOpen} onClose={onCancel} title={t('policy.diff.title')} isWide mayClickAway={false}>
      <Stack>
        {policy.preset !== draft.preset && (
          <Text>
            {t('policy.diff.preset')}: {t(`policy.preset.${policy.preset}.name`)} →{' '}
            <strong>{t(`policy.preset.${draft.preset}.name`)}</strong>
          </Text>
        )}
        {differences.length > 0 && (
          <DataTable label={t('policy.diff.title')} columns={columns} rows={differences} keyOf={({ key }) => key} />
        )}
        {differences.some(({ isWeaker }) => isWeaker) && <Notice kind="warn">{t('policy.diff.weakerNote')}</Notice>}
        <TextInput
          label={t('policy.diff.reason')}
          description={t('policy.diff.reasonHint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={500}
        />
        <ErrorNotice error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {t('actions.cancel')}
          </Button>
          <Button onClick={() => onApply(reason.trim())} loading={isBusy}>
            {t('policy.diff.apply', { count: countChanges(policy, draft) })}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

function useDifferenceColumns(): Column<Difference>[] {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const ruleValue = useRuleValue()
  return [
    { key: 'rule', name: t('policy.diff.rule'), render: ({ key }) => ruleWords(key, language).name },
    { key: 'now', name: t('policy.diff.now'), render: ({ key, now }) => ruleValue(key, now) },
    {
      key: 'after',
      name: t('policy.diff.after'),
      render: ({ key, after, isWeaker }) => (
        <Group gap={8}>
          <strong>{ruleValue(key, after)}</strong>
          {isWeaker && (
            <Badge tt="none" color="yellow.9">
              {t('policy.diff.weaker')}
            </Badge>
          )}
        </Group>
      ),
    },
  ]
}
