// "What applies to this user, and why": now, and with what is not applied yet.
import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import type { PolicyFinding, PolicyView } from '@motp/shared/protocol/admin-policy'
import { AppError } from '@motp/shared/protocol/app-error'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ruleWords } from '../../i18n/policy-words.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { PolicyDraft } from './policy-draft.ts'
import { useFindingSentence } from './use-finding-sentence.ts'
import { useSimulation } from './use-policy.ts'
import { useRuleValue } from './use-rule-value.ts'

type SimulationProps = { policy: PolicyView; draft: PolicyDraft | undefined }

export function Simulation({ policy, draft }: SimulationProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [account, setAccount] = useState('')
  const { now, after } = useSimulation(account, draft, policy.presets)
  const columns = useFindingColumns(after?.data?.findings)
  const isUnknown = now.error instanceof AppError && now.error.code === 'not-found'
  function submit(event: FormEvent) {
    event.preventDefault()
    setAccount(typed.trim())
  }
  return (
    <Panel>
      <Stack>
        <Title order={2} size="h4">
          {t('policy.simulate.title')}
        </Title>
        <Text c="dimmed">{t('policy.simulate.hint')}</Text>
        <form onSubmit={submit}>
          <Group align="end" gap="sm">
            <TextInput
              size="sm"
              label={t('policy.simulate.account')}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              maxLength={256}
              autoComplete="off"
              spellCheck={false}
            />
            <Button type="submit" variant="default" size="sm" loading={now.isFetching} disabled={typed.trim() === ''}>
              {t('policy.simulate.run')}
            </Button>
          </Group>
        </form>
        {isUnknown ? <Text role="status">{t('policy.simulate.nobody')}</Text> : <ErrorNotice error={now.error ?? after?.error} />}
        {now.data && (
          <>
            <Text fw={600} role="status">
              {now.data.user.account} · {now.data.user.displayName} · {now.data.user.directory}
            </Text>
            <DataTable label={t('policy.simulate.title')} columns={columns} rows={now.data.findings} keyOf={({ question }) => question} />
          </>
        )}
      </Stack>
    </Panel>
  )
}

function useFindingColumns(drafted: readonly PolicyFinding[] | undefined): Column<PolicyFinding>[] {
  const { t } = useTranslation()
  const sentence = useFindingSentence()
  const draftedOf = (finding: PolicyFinding) => drafted?.find(({ question }) => question === finding.question)
  const after: Column<PolicyFinding> = {
    key: 'after',
    name: t('policy.simulate.after'),
    render: (finding) => {
      const then = draftedOf(finding)
      const isSame = !then || sentence(then) === sentence(finding)
      return isSame ? <Text c="dimmed">{t('policy.simulate.same')}</Text> : <strong>{sentence(then)}</strong>
    },
  }
  return [
    { key: 'question', name: t('policy.simulate.question'), render: ({ question }) => t(`policy.simulate.questions.${question}`) },
    { key: 'now', name: t('policy.simulate.now'), render: sentence },
    ...(drafted ? [after] : []),
    { key: 'because', name: t('policy.simulate.because'), render: (finding) => <Because finding={draftedOf(finding) ?? finding} /> },
  ]
}

function Because({ finding }: { finding: PolicyFinding }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const ruleValue = useRuleValue()
  return (
    <Stack gap={2}>
      {finding.because.map(({ key, value, source }) => (
        <Text key={key} size="sm">
          {ruleWords(key, language).name}: {ruleValue(key, value)}
          {source !== 'preset' && ` (${t(`policy.sources.${source}`)})`}
        </Text>
      ))}
    </Stack>
  )
}
