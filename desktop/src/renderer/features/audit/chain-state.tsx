// Is the trail as it was written? What the last check found, and the way to check now.
import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import type { AuditCheck } from '@motp/shared/protocol/admin-audit'
import { IconLink, IconLinkOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useAuditState, useChainCheck } from './use-audit.ts'

export function ChainState() {
  const { t } = useTranslation()
  const { data } = useAuditState()
  const check = useChainCheck()
  const last = check.result ?? data?.lastCheck
  const isBroken = last !== null && last !== undefined && !last.isWhole
  const Icon = isBroken ? IconLinkOff : IconLink
  return (
    <Panel p="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Group gap="sm" wrap="nowrap">
            <Icon size={22} color={isBroken ? 'var(--motp-bad)' : 'var(--motp-accent)'} aria-hidden />
            <div>
              <Text fw={600}>
                {t('audit.chain.title')}
                {data && ` · ${t('audit.chain.events', { count: data.events })}`}
              </Text>
              {data && !isBroken && <CheckSentence last={last ?? null} />}
            </div>
          </Group>
          <Button variant="default" size="sm" onClick={check.progress ? check.stop : check.start}>
            {t(check.progress ? 'audit.chain.stop' : 'audit.chain.check')}
          </Button>
        </Group>
        {isBroken && (
          <Notice kind="warn">
            <CheckSentence last={last} />
          </Notice>
        )}
        {check.hasFailed && <Notice kind="warn">{t('audit.chain.failed')}</Notice>}
        {check.progress && (
          <div>
            <Text size="sm" role="status">
              {t('audit.chain.checking', {
                checked: check.progress.checked.toLocaleString(),
                total: check.progress.total.toLocaleString(),
              })}
            </Text>
            <Progress
              value={(100 * check.progress.checked) / Math.max(1, check.progress.total)}
              aria-label={t('audit.chain.title')}
              animated
            />
          </div>
        )}
      </Stack>
    </Panel>
  )
}

function CheckSentence({ last }: { last: AuditCheck | null }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  if (!last) return <Text size="sm">{t('audit.chain.never')}</Text>
  const facts = {
    time: formatDateTime(last.at, language),
    by: last.by,
    count: last.sequence,
    sequence: last.sequence,
    reason: last.reason ?? '',
  }
  return <Text size="sm">{t(last.isWhole ? 'audit.chain.whole' : 'audit.chain.broken', facts)}</Text>
}
