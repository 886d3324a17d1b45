// The last check of each directory: how far it is, what it found, or why nothing was taken from it.
import { Badge, Group, Progress, Stack, Text, Title } from '@mantine/core'
import type { LeaverCheck } from '@motp/shared/protocol/admin-leavers'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { LeaverChecks } from './use-leavers.ts'

const colours = { never: 'var(--motp-idle)', running: 'var(--motp-accent)', done: 'teal', failed: 'red.9' }

export function CheckList({ checks, brakePercent }: LeaverChecks) {
  const { t } = useTranslation()
  return (
    <Panel p="lg">
      <Stack gap="md">
        <Title order={2} size="h4">
          {t('leavers.checks')}
        </Title>
        {checks.map((check) => (
          <Check key={check.directory} check={check} brakePercent={brakePercent} />
        ))}
      </Stack>
    </Panel>
  )
}

function Check({ check, brakePercent }: { check: LeaverCheck; brakePercent: number }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { directory, state, asked, total, fault, found, isBraked } = check
  return (
    <Stack gap={6} component="section" aria-label={directory}>
      <Group gap="sm">
        <Text fw={600}>{directory}</Text>
        <Badge variant="outline" tt="none" color={colours[state]}>
          {t(`leavers.states.${state}`)}
        </Badge>
      </Group>
      {state === 'running' && (
        <>
          <Text role="status">{t('leavers.progress', { asked, total })}</Text>
          <Progress size="lg" value={(100 * asked) / Math.max(1, total)} aria-label={t('leavers.progress', { asked, total })} />
        </>
      )}
      {state === 'failed' && (
        <Notice kind="warn">
          {fault && t(`leavers.faults.${fault}`)} {t('leavers.nothingTaken')} {found && t('leavers.foundBefore')}
        </Notice>
      )}
      {found && <Text>{t('leavers.found', { ...found, time: formatDateTime(found.at, language) })}</Text>}
      {isBraked && <Notice kind="warn">{t('leavers.braked', { percent: brakePercent })}</Notice>}
    </Stack>
  )
}
