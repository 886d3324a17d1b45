// The helpdesk's check of who is calling: what the caller reads out is right or wrong.
import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import type { CallerVerdict } from '@motp/shared/protocol/admin-users'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { userZhTW } from '../../i18n/zh-tw-users.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SectionTitle } from './section-title.tsx'
import { useMailCallerCode, useProveCaller } from './use-user.ts'

const kinds = ['code', 'mailed-code'] as const
type Kind = (typeof kinds)[number]

export function CallerPanel({ userId, account }: { userId: string; account: string }) {
  const { t } = useTranslation()
  const prove = useProveCaller(userId)
  const mail = useMailCallerCode(userId)
  const [kind, setKind] = useState<Kind>('code')
  const [code, setCode] = useState('')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (code.trim() !== '') prove.mutate({ kind, code: code.trim() }, { onSettled: () => setCode('') })
  }

  return (
    <Panel>
      <SectionTitle>{t('user.caller.title')}</SectionTitle>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('user.caller.hint')}
          </Text>
          <Radio.Group label={t('user.caller.kind')} value={kind} onChange={(value) => setKind(value === 'code' ? 'code' : 'mailed-code')}>
            <Stack gap={6} mt={6}>
              {kinds.map((one) => (
                <Radio key={one} value={one} label={t(`user.caller.kinds.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
          {kind === 'mailed-code' && (
            <Group gap="sm">
              <Button variant="default" size="sm" loading={mail.isPending} onClick={() => mail.mutate()}>
                {t('user.caller.mail')}
              </Button>
              {mail.data && <Text role="status">{t('user.caller.mailed', { address: mail.data.sentTo })}</Text>}
            </Group>
          )}
          <Group align="flex-end" gap="sm" wrap="nowrap">
            <TextInput
              flex={1}
              label={t('user.caller.code')}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              inputMode="numeric"
              autoComplete="off"
              maxLength={20}
            />
            <Button type="submit" loading={prove.isPending}>
              {t('user.caller.check')}
            </Button>
          </Group>
          <ErrorNotice error={mail.error ?? prove.error} />
          {prove.data && !prove.isPending && <Verdict verdict={prove.data} account={account} />}
        </Stack>
      </form>
    </Panel>
  )
}

type Reason = keyof (typeof userZhTW)['caller']['reasons']

function Verdict({ verdict, account }: { verdict: CallerVerdict; account: string }) {
  const { t, i18n } = useTranslation()
  if (verdict.isRight) return <Notice kind="good">{t('user.caller.right', { account })}</Notice>
  const reason = i18n.exists(`user.caller.reasons.${verdict.reason}`) ? (verdict.reason as Reason) : 'other'
  return (
    <Notice kind="warn" title={t('user.caller.wrong')}>
      {t(`user.caller.reasons.${reason}`)}
    </Notice>
  )
}
