// What can be done for the user now, the dialog that asks first, and what came of it, with the way back where there is one.
import { Button, Group, Stack, Text } from '@mantine/core'
import type { UserDetail } from '@motp/shared/protocol/admin-users'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActivationCodeDialog } from '../../ui/activation-code-dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ActionDialog } from './action-dialog.tsx'
import { SectionTitle } from './section-title.tsx'
import { type ActionInput, type ActionResult, type UserAction, useUserAction } from './use-user.ts'
import { findUndo, listActions, needsApproval } from './user-actions.ts'

type Outcome = { action: UserAction; tokenId: string; result: ActionResult; isUndo: boolean }

export function ActionPanel({ detail }: { detail: UserDetail }) {
  const { t } = useTranslation()
  const { user, tokens, sessions, now } = detail
  const token = tokens.find(({ status }) => status !== 'revoked')
  const act = useUserAction(user.id)
  const [asking, setAsking] = useState<UserAction>()
  const [outcome, setOutcome] = useState<Outcome>()

  function run(input: Omit<ActionInput, 'tokenId' | 'needsApproval'>, isUndo = false) {
    const tokenId = isUndo ? (outcome?.tokenId ?? '') : (token?.id ?? '')
    setOutcome(undefined)
    act.mutate(
      { ...input, tokenId, needsApproval: needsApproval(input.action, user.roles) },
      {
        onSuccess: (result) => {
          setAsking(undefined)
          setOutcome({ action: input.action, tokenId, result, isUndo })
        },
      },
    )
  }

  const code = outcome?.result.code
  return (
    <Panel>
      <SectionTitle>{t('user.actions.title')}</SectionTitle>
      <Stack gap="md">
        {outcome && !code && (
          <OutcomeNotice
            outcome={outcome}
            roles={user.roles}
            onUndo={(action) => run({ ...blank, action, reason: t('user.undoReason') }, true)}
          />
        )}
        {!asking && <ErrorNotice error={act.error} />}
        <WaitingApprovals approvals={detail.approvals} />
        <Group gap="sm">
          {listActions(token, { now, sessions: sessions.length }).map((action) => (
            <Button
              key={action}
              variant="default"
              size="sm"
              disabled={act.isPending}
              onClick={() => {
                act.reset()
                setAsking(action)
              }}
            >
              {t(`user.actions.${action}`)}
            </Button>
          ))}
        </Group>
      </Stack>
      <ActionDialog
        action={asking}
        account={user.account}
        serial={token?.serial ?? ''}
        needsApproval={asking !== undefined && needsApproval(asking, user.roles)}
        isBusy={act.isPending}
        error={act.error}
        onCancel={() => setAsking(undefined)}
        onConfirm={(input) => run(input)}
      />
      {code && (
        <ActivationCodeDialog code={code} account={user.account} displayName={user.displayName} onClose={() => setOutcome(undefined)} />
      )}
    </Panel>
  )
}

const blank = { days: 0, codes: ['', ''] as [string, string] }

type OutcomeProps = { outcome: Outcome; roles: UserDetail['user']['roles']; onUndo: (action: UserAction) => void }

function OutcomeNotice({ outcome: { action, result, isUndo }, roles, onUndo }: OutcomeProps) {
  const { t } = useTranslation()
  const undo = isUndo || result.isRequested ? undefined : findUndo(action, roles)
  const said = result.isRequested
    ? t('user.done.requested')
    : isUndo
      ? t('user.undone')
      : t(`user.done.${action}`, { seconds: Math.abs(result.number), count: result.number })
  return (
    <Notice kind="good">
      <Group justify="space-between">
        <Text>{said}</Text>
        {undo && (
          <Button variant="default" size="compact-md" onClick={() => onUndo(undo)}>
            {t('user.undo')}
          </Button>
        )}
      </Group>
    </Notice>
  )
}

function WaitingApprovals({ approvals }: Pick<UserDetail, 'approvals'>) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return approvals.map(({ id, action, requestedBy, expiresAt }) => (
    <Text key={id}>
      {t('user.waiting', {
        action: t(`user.actions.${action}`),
        requester: requestedBy.account ?? '—',
        time: formatDateTime(expiresAt, language),
      })}
    </Text>
  ))
}
