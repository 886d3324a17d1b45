// 載具管理: the user's tokens, what can be done with them, and registration when the slot is empty.
import { Stack, Text } from '@mantine/core'
import type { SessionView } from '@motp/shared/protocol/session'
import type { Token } from '@motp/shared/protocol/tokens'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { mayRegister } from '../../ui/token-status.ts'
import { RegisterChoices } from './register-choices.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import { ResyncDialog } from './resync-dialog.tsx'
import { TokenList } from './token-list.tsx'
import { TokenNotes } from './token-notes.tsx'
import { useTokenChange } from './use-token-change.ts'
import { useTokens } from './use-tokens.ts'

type TokensPageProps = { rules: SessionView['rules']; codeDigits: 6 | 8 }

export function TokensPage({ rules, codeDigits }: TokensPageProps) {
  const { t } = useTranslation()
  const { data: tokens, error, refetch, dataUpdatedAt } = useTokens()
  const change = useTokenChange()
  const [resetting, setResetting] = useState<Token>()
  const [resyncing, setResyncing] = useState<Token>()

  function dispatch(token: Token, intent: 'reset' | 'suspend' | 'resume' | 'resync') {
    change.forget()
    if (intent === 'reset') setResetting(token)
    else if (intent === 'resync') setResyncing(token)
    else change.run(token, intent)
  }

  const slot = tokens?.find(mayRegister)
  return (
    <Stack gap="lg">
      <FocusHeading documentTitle={t('tokens.title')}>{t('tokens.title')}</FocusHeading>
      {change.result && <Notice kind="good">{change.result}</Notice>}
      <ErrorNotice error={change.error} />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!tokens && !error && <Loading />}
      {tokens?.length === 0 && <Text>{t('tokens.none')}</Text>}
      {tokens && tokens.length > 0 && <TokenList tokens={tokens} now={dataUpdatedAt} isBusy={change.isBusy} onIntent={dispatch} />}
      {tokens?.map((token) => (
        <TokenNotes key={token.id} token={token} now={dataUpdatedAt} />
      ))}
      {slot && <RegisterChoices token={slot} modes={rules.enrollmentModes} isActivationCodeRequired={rules.activationCodeRequired} />}
      <ResetDialog
        isOpen={resetting !== undefined}
        onCancel={() => setResetting(undefined)}
        onConfirm={() => {
          setResetting(undefined)
          if (resetting) change.run(resetting, 'reset')
        }}
      />
      <ResyncDialog
        token={resyncing}
        codeDigits={codeDigits}
        onClose={() => setResyncing(undefined)}
        onDone={(offsetSeconds) => {
          setResyncing(undefined)
          change.tellResync(offsetSeconds)
        }}
      />
    </Stack>
  )
}
